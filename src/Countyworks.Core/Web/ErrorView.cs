namespace Countyworks.Core.Web;

/// <summary>Why there is no page: a status.</summary>
/// <param name="Status">The HTTP status.</param>
public sealed record ErrorView(int Status)
{
    /// <summary>What was sent from a page open too long, to be sent again; null when nothing can be.</summary>
    public StaleForm? Again { get; init; }

    /// <summary>The key of its heading; followed by <c>.what</c> it says what to do.</summary>
    public string Title => Problems.TitleOf(Status);
}
