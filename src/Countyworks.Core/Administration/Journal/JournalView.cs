using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Administration.Journal;

/// <summary>A page of the journal, the last first.</summary>
/// <param name="Filter">What is looked for.</param>
/// <param name="Form">The filter as a form.</param>
/// <param name="Rows">At most <see cref="Size"/> facts.</param>
/// <param name="Older">Where the next page begins; null at the beginning of the journal.</param>
/// <param name="Kinds">The kinds there are.</param>
/// <param name="Audited">Those an auditor looks at first: who looked at what is not shown to everybody.</param>
public sealed record JournalView(JournalFilter Filter, Form Form, IReadOnlyList<JournalRow> Rows, long? Older, IReadOnlyList<Option> Kinds, IReadOnlyList<Option> Audited)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;
}

/// <summary>What is looked for.</summary>
/// <param name="Person">Who did it; null for everybody.</param>
/// <param name="Kind">Which kind of fact; null for all.</param>
/// <param name="Subject">What it is about; null for anything.</param>
/// <param name="Day">The last day; null for today.</param>
/// <param name="Before">Only facts before this one; null for the last.</param>
public sealed record JournalFilter(Guid? Person, string? Kind, Guid? Subject, LocalDate? Day, long? Before)
{
    /// <summary>The address of a page of it.</summary>
    public string Href(long? before) =>
        $"{AdminPaths.Journal}?person={Person:N}&kind={Uri.EscapeDataString(Kind ?? "")}&subject={Subject:N}&day={Day?.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}&before={before}";
}

/// <summary>A fact.</summary>
/// <param name="Seq">Its place in the journal.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Who">Who did it.</param>
/// <param name="PersonId">That person; null for the system.</param>
/// <param name="SubjectId">What it is about; null for nothing in particular.</param>
/// <param name="Data">The fact as JSON.</param>
/// <param name="Remark">What somebody wrote with it; null when nothing, or hidden.</param>
/// <param name="IsHidden">Whether there is a remark the reader may not read.</param>
public sealed record JournalRow(long Seq, Instant At, string Kind, string Who, Guid? PersonId, Guid? SubjectId, string Data, string? Remark, bool IsHidden);
