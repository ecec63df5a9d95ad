using System.Reflection;
using Countyworks.Core.Indicators;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Data;
using Countyworks.Data.Writing;
using Countyworks.Data.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Modules;

/// <summary>
/// The table of contents of a programme: all that it contributes, listed by hand. The server reads nothing else of it; there is no scanning.
/// </summary>
/// <param name="Store">Its tables, migrations, facts and listeners.</param>
public sealed record Module(DataPart Store)
{
    /// <summary>The matter kinds it declares.</summary>
    public IReadOnlyList<MatterKind> Kinds { get; init; } = [];

    /// <summary>How its facts are told in timelines.</summary>
    public IReadOnlyList<Tale> Tales { get; init; } = [];

    /// <summary>What its pages and endpoints ask for, and the roles that have it.</summary>
    public IReadOnlyList<Permission> Permissions { get; init; } = [];

    /// <summary>Its text resources: the base names of its <c>Texts.*.resx</c> in <see cref="DataPart.Migrations"/>'s assembly.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Its pages and endpoints.</summary>
    public Action<IEndpointRouteBuilder> Routes { get; init; } = _ => { };

    /// <summary>Its services.</summary>
    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>The entries it adds to the staff navigation.</summary>
    public IReadOnlyList<NavigationEntry> Navigation { get; init; } = [];

    /// <summary>What a new district starts with: called once when it is founded, in its first transaction.</summary>
    public Action<Change> Found { get; init; } = _ => { };

    /// <summary>What a county may set for it; each kind's clock is declared with the kind.</summary>
    public IReadOnlyList<DeclaredSetting> Settings { get; init; } = [];

    /// <summary>The figures of the report that its systems give.</summary>
    public IReadOnlyList<ReportedFigure> Figures { get; init; } = [];

    /// <summary>The work it does in the background.</summary>
    public IReadOnlyList<Job> Jobs { get; init; } = [];

    /// <summary>The resource assembly and base names.</summary>
    public IEnumerable<(Assembly Assembly, string BaseName)> TextSources => Texts.Select(name => (Store.Migrations, name));
}

/// <summary>An entry of the staff navigation.</summary>
/// <param name="Text">The key of its text.</param>
/// <param name="Path">Where it leads.</param>
/// <param name="Needs">Shown to those who have this.</param>
/// <param name="Icon">A name of the icon set.</param>
public sealed record NavigationEntry(string Text, string Path, Permission Needs, string Icon)
{
    /// <summary>How many things wait there for whoever reads: asked on every page of theirs, so it must be quick. Null where nothing is counted.</summary>
    public Func<HttpContext, int>? Count { get; init; }
}
