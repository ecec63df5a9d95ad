using System.Reflection;
using Countyworks.Data.Journal;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Data;

/// <summary>
/// What one module adds to the store: its tables, the SQL migrations embedded in its assembly, its facts and who listens to facts.
/// </summary>
/// <param name="Name">Lower case; names the module in the table of applied migrations.</param>
/// <param name="Migrations">The assembly whose embedded <c>*.sql</c> files are this module's migrations.</param>
/// <param name="Tables">Adds the module's rows to the model: a line a table.</param>
/// <param name="Facts">The fact records this module writes.</param>
public sealed record DataPart(string Name, Assembly Migrations, Action<ModelBuilder> Tables, IReadOnlyList<Type> Facts)
{
    /// <summary>Called inside the transaction for each fact recorded, after the command decided; may write, may not refuse.</summary>
    public IReadOnlyList<FactListener> Listeners { get; init; } = [];
}
