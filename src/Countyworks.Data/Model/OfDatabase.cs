using Countyworks.Data.Databases;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Data.Model;

/// <summary>Tells a <see cref="DistrictDb"/> whose rows it reads: contexts that are used again are made from their options alone.</summary>
internal sealed class OfDatabase(Database database) : IDbContextOptionsExtension
{
    public Database Database => database;

    public DbContextOptionsExtensionInfo Info => new Said(this);

    public void ApplyServices(IServiceCollection services)
    {
    }

    public void Validate(IDbContextOptions options)
    {
    }

    // It changes no service, so that all districts of a process share theirs.
    private sealed class Said(IDbContextOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is Said;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo)
        {
        }
    }
}
