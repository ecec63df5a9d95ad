using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Countyworks.Tests.Databases;

/// <summary>The database engines the product runs on.</summary>
public enum Engine
{
    /// <summary>Embedded: a file per district.</summary>
    Sqlite = 1,

    /// <summary>A server or cluster, many districts.</summary>
    Postgres = 2,
}

/// <summary>
/// Runs a theory once per engine. Where no PostgreSQL is given the second run is skipped and says so;
/// where everything is required (continuous integration, <c>./test</c>) it fails instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryEngineAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<Engine>(Engine.Sqlite), new TheoryDataRow<Engine>(Engine.Postgres) { Skip = Server.WhyNot }]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
