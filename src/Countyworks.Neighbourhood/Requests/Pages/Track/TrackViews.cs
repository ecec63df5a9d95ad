using Countyworks.Core.Files;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Track;

/// <summary>The question for a number and code.</summary>
/// <param name="Form">The form.</param>
public sealed record FindView(Form Form);

/// <summary>How far a request is, for its requester and for everybody.</summary>
/// <param name="Path">The stages it passes, in order.</param>
/// <param name="Current">Which one it is in; as many as there are when it has ended well.</param>
/// <param name="Ended">How it ended; null while it is open.</param>
public sealed record Progress(IReadOnlyList<string> Path, int Current, string? Ended);

/// <summary>The clock of an open request.</summary>
/// <param name="Received">When it began.</param>
/// <param name="Now">The moment of looking.</param>
/// <param name="Marks">What is owed, and what was met.</param>
/// <param name="Pauses">When it stood still.</param>
public sealed record ClockShown(Instant Received, Instant Now, IReadOnlyList<RibbonMark> Marks, IReadOnlyList<RibbonPause> Pauses);

/// <summary>The answer.</summary>
/// <param name="Text">What was reported back.</param>
/// <param name="At">When.</param>
/// <param name="Files">What it shows.</param>
public sealed record AnswerShown(string Text, Instant At, IReadOnlyList<FileLink> Files);

/// <summary>What the requester said of it.</summary>
/// <param name="Result">What came of it.</param>
/// <param name="Response">Of the response.</param>
/// <param name="Outcome">Of the result.</param>
/// <param name="Attitude">Of the attitude.</param>
public sealed record RatedShown(CallBackResult Result, Rating? Response, Rating? Outcome, Rating? Attitude);

/// <summary>The tracking page.</summary>
/// <param name="Number">What people call it.</param>
/// <param name="Link">Its address.</param>
/// <param name="PublicLink">The address of what everybody sees.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Place">Where.</param>
/// <param name="Text">In the requester's own words.</param>
/// <param name="Progress">How far it is.</param>
public sealed record TrackView(string Number, string Link, string PublicLink, string Category, string Place, string Text, Progress Progress)
{
    /// <summary>When it was received.</summary>
    public required Instant ReceivedAt { get; init; }

    /// <summary>What the requester showed with it.</summary>
    public IReadOnlyList<FileLink> Files { get; init; } = [];

    /// <summary>Whether it goes on in another.</summary>
    public bool IsMerged { get; init; }

    /// <summary>The clock; null when it has ended.</summary>
    public ClockShown? Clock { get; init; }

    /// <summary>The answer; null before there is one.</summary>
    public AnswerShown? Answer { get; init; }

    /// <summary>Whether it may be rated now.</summary>
    public bool MayRate { get; init; }

    /// <summary>Whether something may be added now.</summary>
    public bool MayAdd { get; init; }

    /// <summary>Whether there is anything of the requester to erase.</summary>
    public bool MayForget { get; init; }

    /// <summary>What the requester said of it; null before.</summary>
    public RatedShown? Rated { get; init; }

    /// <summary>What was just done: rated, reopened, added, forgotten; null when one only looks.</summary>
    public string? Thanks { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<StoryEntry> Story { get; init; }
}

/// <summary>What everybody may see of a request: never its words or who asked.</summary>
/// <param name="Number">What people call it.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Community">Where, no nearer.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="AnsweredAt">When it was answered last; null before.</param>
/// <param name="ClosedAt">When it ended; null before.</param>
public sealed record PublicView(string Number, string Category, string Community, Progress Progress, Instant ReceivedAt, Instant? AnsweredAt, Instant? ClosedAt);

/// <summary>The rating page.</summary>
/// <param name="Form">The form.</param>
/// <param name="Link">The tracking page.</param>
/// <param name="Answer">The answer that is rated.</param>
public sealed record RateView(Form Form, string Link, AnswerShown? Answer);

/// <summary>The page on which something is added.</summary>
/// <param name="Form">The form.</param>
/// <param name="Link">The tracking page.</param>
/// <param name="Kept">The files that came already.</param>
/// <param name="Sealed">The same as the form carries them.</param>
/// <param name="Limits">What may be handed in.</param>
public sealed record MoreView(Form Form, string Link, IReadOnlyList<FileContent> Kept, string Sealed, FileLimits Limits)
{
    /// <summary>The most files at a time.</summary>
    public const int MostFiles = 6;
}
