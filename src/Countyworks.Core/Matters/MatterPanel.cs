using Countyworks.Core.Matters.Deeds;
using Countyworks.Data.Model;
using Countyworks.Ui;
using Microsoft.AspNetCore.Components;

namespace Countyworks.Core.Matters;

/// <summary>What a kind adds to the page of a matter, beside what all kinds have.</summary>
/// <param name="Content">A piece of the page above the timeline; null for none.</param>
/// <param name="Facts">Lines beside it: the category, the door it came in by.</param>
public sealed record MatterPanel(RenderFragment? Content, IReadOnlyList<SummaryRow> Facts)
{
    /// <summary>A panel of a component whose parameter is called Model.</summary>
    public static MatterPanel Of<TPart, TView>(TView view, IReadOnlyList<SummaryRow> facts)
        where TPart : PageView<TView>
        where TView : notnull => new(
            content =>
            {
                content.OpenComponent<DynamicComponent>(0);
                content.AddComponentParameter(1, nameof(DynamicComponent.Type), typeof(TPart));
                content.AddComponentParameter(2, nameof(DynamicComponent.Parameters), new Dictionary<string, object> { [nameof(PageView<>.Model)] = view });
                content.CloseComponent();
            },
            facts);
}

/// <summary>Reads the panel of a kind. A module adds one as a service for each kind that has something of its own to show.</summary>
public interface IMatterPanel
{
    /// <summary>The name of the kind.</summary>
    string Kind { get; }

    /// <summary>What this caller, who may see the matter, is shown.</summary>
    Task<MatterPanel> Read(DistrictDb db, Scene scene, CancellationToken cancellation);
}
