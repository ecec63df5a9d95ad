using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Countyworks.Data.Model;

/// <summary>
/// A compiled query, compiled once for each database engine: EF ties a compiled query to one model, and a process may use both engines.
/// </summary>
/// <typeparam name="TQuery">The delegate.</typeparam>
/// <param name="compile">Compiles it, by <c>EF.CompileQuery</c>.</param>
public sealed class Compiled<TQuery>(Func<TQuery> compile)
    where TQuery : class
{
    private readonly ConditionalWeakTable<IModel, TQuery> byModel = [];

    /// <summary>The query for the rows at hand.</summary>
    public TQuery For(DistrictDb db) => byModel.GetValue(db.Model, _ => compile());
}
