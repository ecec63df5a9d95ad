using Microsoft.AspNetCore.Components;

namespace Countyworks.Ui;

/// <summary>
/// A page: a pure function of one view record, which its endpoint loaded. It asks nothing of services and has no state,
/// so what it shows is tested by giving it a record.
/// </summary>
public abstract class PageView<TView> : View
{
    /// <summary>Everything the page shows.</summary>
    [Parameter, EditorRequired]
    public required TView Model { get; set; }
}
