using Countyworks.Core.Files;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Report;

/// <summary>What a page of the report shows.</summary>
/// <param name="Step">Which page.</param>
/// <param name="Draft">What was said so far.</param>
/// <param name="Form">The same as a form, with what was wrong.</param>
public sealed record ReportView(ReportStep Step, ReportDraft Draft, Form Form)
{
    /// <summary>The categories that may be chosen.</summary>
    public IReadOnlyList<Option> Categories { get; init; } = [];

    /// <summary>The places that fit what was typed, when it was more than one.</summary>
    public IReadOnlyList<Option> Candidates { get; init; } = [];

    /// <summary>The files that came already.</summary>
    public IReadOnlyList<FileContent> Kept { get; init; } = [];

    /// <summary>What may be handed in.</summary>
    public required FileLimits Limits { get; init; }

    /// <summary>The open requests that may be the same.</summary>
    public IReadOnlyList<Offer> Offers { get; init; } = [];

    /// <summary>The most files with one report.</summary>
    public const int MostFiles = 6;
}

/// <summary>An open request that may be the same, as a stranger may see it.</summary>
/// <param name="Id">Posted when it is chosen.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Place">Where, down to the compound.</param>
/// <param name="Days">How many days ago it came.</param>
/// <param name="Distance">In metres; null when not known.</param>
public sealed record Offer(string Id, string Category, string Place, int Days, int? Distance);

/// <summary>What is shown once it is filed.</summary>
/// <param name="Number">What people call it.</param>
/// <param name="Code">With the number it opens the tracking page.</param>
/// <param name="Link">The tracking page.</param>
/// <param name="IsJoined">Whether it joined one that was open.</param>
/// <param name="Marks">What is owed by when.</param>
public sealed record FiledView(string Number, string Code, string Link, bool IsJoined, IReadOnlyList<Owed> Marks);

/// <summary>Something owed to the requester.</summary>
/// <param name="Mark">The mark of the clock.</param>
/// <param name="On">The last day; null while the clock is stopped.</param>
/// <param name="IsProvisional">Whether that day may still change.</param>
public sealed record Owed(string Mark, LocalDate? On, bool IsProvisional);
