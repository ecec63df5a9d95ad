using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Votes;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation.Pages;

/// <summary>A proposal in the list.</summary>
/// <param name="Matter">Its matter.</param>
/// <param name="Place">The neighbourhood's name.</param>
public sealed record ProposalRow(Matter Matter, string Place);

/// <summary>The list of proposals.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="Page">Which page this is, from 1.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Neighbourhoods">Those that have any.</param>
/// <param name="Of">The one chosen; null for all.</param>
public sealed record ProposalsView(IReadOnlyList<ProposalRow> Rows, int Page, int Total, IReadOnlyList<Place> Neighbourhoods, Id<Place>? Of)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;
}

/// <summary>Something said, as it is read.</summary>
/// <param name="Said">What.</param>
/// <param name="Who">By whom: a neighbour's name masked, an expert's whole.</param>
/// <param name="IsOwn">Whether the reader said it.</param>
public sealed record SaidView(Contribution Said, string Who, bool IsOwn);

/// <summary>A concern with its answers.</summary>
/// <param name="Concern">The concern.</param>
/// <param name="State">How far it got.</param>
/// <param name="Answers">The answers, oldest first.</param>
public sealed record ConcernView(SaidView Concern, ConcernState State, IReadOnlyList<SaidView> Answers);

/// <summary>A vote held on a version.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Bound">To what it is bound.</param>
/// <param name="Count">What was counted; null before the close.</param>
/// <param name="Binds">Whether the vote's document is the version's, computed now.</param>
public sealed record HeldVote(Vote Vote, BoundVote Bound, VoteCount? Count, bool Binds);

/// <summary>What became of held money.</summary>
public enum HoldState
{
    /// <summary>It is held.</summary>
    Held = 1,

    /// <summary>It, or part of it, was paid.</summary>
    Paid = 2,

    /// <summary>It is free again.</summary>
    Freed = 3,
}

/// <summary>Something that carries a proposal out, as it is read.</summary>
/// <param name="Doer">What.</param>
/// <param name="Name">The ledger's name, or the matter's number and title where the reader may know it.</param>
/// <param name="State">What became of it, in words.</param>
/// <param name="Href">Where it is; null for those who may not see it.</param>
public sealed record DoerView(Doer Doer, string Name, string State, string? Href);

/// <summary>The page of a proposal.</summary>
/// <param name="Matter">Its matter.</param>
/// <param name="Proposal">The rest.</param>
/// <param name="Place">The neighbourhood's full name.</param>
/// <param name="Now">Now.</param>
public sealed record ProposalView(Matter Matter, Proposal Proposal, string Place, Instant Now)
{
    /// <summary>Who raised it.</summary>
    public required string Author { get; init; }

    /// <summary>The latest version; null before the first.</summary>
    public VersionText? Version { get; init; }

    /// <summary>Its hash.</summary>
    public string Hash { get; init; } = "";

    /// <summary>All versions, the latest first.</summary>
    public IReadOnlyList<ProposalVersion> Versions { get; init; } = [];

    /// <summary>The latest version's drawings.</summary>
    public IReadOnlyList<FileLink> Drawings { get; init; } = [];

    /// <summary>The experts.</summary>
    public IReadOnlyList<Expert> Experts { get; init; } = [];

    /// <summary>The concerns, those that wait first.</summary>
    public IReadOnlyList<ConcernView> Concerns { get; init; } = [];

    /// <summary>The opinions, oldest first.</summary>
    public IReadOnlyList<SaidView> Comments { get; init; } = [];

    /// <summary>The disclosure that stands.</summary>
    public Disclosure? Disclosure { get; init; }

    /// <summary>The vote last held.</summary>
    public HeldVote? Vote { get; init; }

    /// <summary>Whether the reader is on its roll.</summary>
    public bool MayVote { get; init; }

    /// <summary>What carries it out.</summary>
    public IReadOnlyList<DoerView> Doers { get; init; } = [];

    /// <summary>What was spent by the vote's authority.</summary>
    public Money Spent { get; init; }

    /// <summary>What is held by it.</summary>
    public Money Held { get; init; }

    /// <summary>The report.</summary>
    public ResultReport? Report { get; init; }

    /// <summary>Its photos.</summary>
    public IReadOnlyList<FileLink> Photos { get; init; } = [];

    /// <summary>How it ended before a vote or by the author, in the words of whoever ended it; null otherwise.</summary>
    public string? WhyEnded { get; init; }

    /// <summary>How many seconded it.</summary>
    public int Seconds { get; init; }

    /// <summary>How many carry it; 0 where the desk decides.</summary>
    public int SecondsNeeded { get; init; }

    /// <summary>Whether the reader did.</summary>
    public bool HasSeconded { get; init; }

    /// <summary>Whether the reader has signed in.</summary>
    public bool IsSignedIn { get; init; }

    /// <summary>Whether the reader raised it.</summary>
    public bool IsAuthor { get; init; }

    /// <summary>As what the reader speaks; null where they may not.</summary>
    public SpeaksAs? Voice { get; init; }

    /// <summary>Whether the reader is one of its experts.</summary>
    public bool IsExpert { get; init; }

    /// <summary>Whether the reader leads it.</summary>
    public bool MayKeep { get; init; }

    /// <summary>What stands between it and the disclosure or the vote, for whoever leads it; null when nothing does.</summary>
    public Refusal? WaitsFor { get; init; }

    /// <summary>Whether the reader moderates it.</summary>
    public bool MayModerate { get; init; }

    /// <summary>An opinion that is being typed.</summary>
    public Form Comment { get; init; } = Form.New("comment");

    /// <summary>The form by which the author takes it back.</summary>
    public Form Withdraw { get; init; } = Form.New("withdraw_proposal");

    /// <summary>Its stage.</summary>
    public string Stage => Matter.Stage;

    /// <summary>Whether people may speak now.</summary>
    public bool IsOpenForTalk => ProposalKind.IsOpenForTalk(Stage);

    /// <summary>Whether the reader may write a version now.</summary>
    public bool MayWrite => ProposalKind.WritingIn(Stage) is not null && (IsAuthor || MayKeep);

    /// <summary>How many concerns wait for an answer.</summary>
    public int Unanswered => Concerns.Count(c => c.State == ConcernState.Open && !c.Concern.Said.IsHidden);
}

/// <summary>A topic being raised.</summary>
/// <param name="Form">What was typed.</param>
/// <param name="Own">The reader's own neighbourhoods.</param>
/// <param name="Candidates">Places that fit what was typed, when it was more than one.</param>
/// <param name="IsStaff">Whether the reader may raise one in any neighbourhood of their post, and out of a matter.</param>
public sealed record TopicView(Form Form, IReadOnlyList<Option> Own, IReadOnlyList<Option> Candidates, bool IsStaff);

/// <summary>A version being written.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Form">What was typed.</param>
/// <param name="Rows">Lines of the budget that are offered.</param>
/// <param name="IsFirst">Whether it is the first.</param>
/// <param name="IsDisclosed">Whether the budget lies open: another version ends that.</param>
/// <param name="Before">Drawings of the version before.</param>
/// <param name="Kept">Files that came with a form shown again.</param>
/// <param name="Sealed">Those, sealed.</param>
/// <param name="Limits">What may be handed in.</param>
public sealed record WriteView(
    Matter Matter, Form Form, int Rows, bool IsFirst, bool IsDisclosed, IReadOnlyList<Option> Before, IReadOnlyList<FileContent> Kept, string Sealed, FileLimits Limits);

/// <summary>A version, whole.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Row">The version's row.</param>
/// <param name="Text">The version.</param>
/// <param name="Drawings">Its drawings.</param>
public sealed record VersionView(Matter Matter, ProposalVersion Row, VersionText Text, IReadOnlyList<FileLink> Drawings);

/// <summary>Two versions side by side.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Before">The earlier.</param>
/// <param name="After">The later.</param>
/// <param name="Comparison">What differs.</param>
/// <param name="Why">What the writer said of the change.</param>
/// <param name="Count">How many versions there are.</param>
public sealed record CompareView(Matter Matter, VersionText Before, VersionText After, Comparison Comparison, string Why, int Count);

/// <summary>A page of one form about a proposal.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Form">What was typed.</param>
/// <param name="About">What it is about: the concern to be answered, the words to be hidden; null where it is about the whole.</param>
public sealed record TalkView(Matter Matter, Form Form, SaidView? About)
{
    /// <summary>Why it would be refused whatever is typed; null when it would not.</summary>
    public Refusal? WaitsFor { get; init; }
}

/// <summary>Naming experts.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Form">What was typed.</param>
/// <param name="Experts">Those there are.</param>
public sealed record ExpertsView(Matter Matter, Form Form, IReadOnlyList<Expert> Experts);

/// <summary>The last page before a budget is disclosed.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Form">Carries what was refused.</param>
/// <param name="Version">What will be disclosed.</param>
/// <param name="FirstVoteDay">The first day on which the vote may be announced if it is disclosed today.</param>
/// <param name="WaitsFor">Why it cannot be disclosed now; null when it can.</param>
public sealed record DiscloseView(Matter Matter, Form Form, VersionText Version, LocalDate FirstVoteDay, Refusal? WaitsFor);

/// <summary>The last page before the vote is announced.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Form">When.</param>
/// <param name="Version">What is voted on.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="FirstDay">The first day on which ballots may be taken.</param>
/// <param name="WaitsFor">Why it cannot be announced today; null when it can.</param>
public sealed record OpenVoteView(Matter Matter, Form Form, VersionText Version, string Hash, LocalDate FirstDay, Refusal? WaitsFor);

/// <summary>Having a proposal carried out.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Hold">Money to be held.</param>
/// <param name="File">A request to be filed.</param>
/// <param name="Link">A matter to be named.</param>
/// <param name="From">Accounts whose money may be held.</param>
/// <param name="To">Accounts to pay to.</param>
/// <param name="Categories">What a request may be about.</param>
public sealed record ExecuteView(Matter Matter, Form Hold, Form File, Form Link, IReadOnlyList<Option> From, IReadOnlyList<Option> To, IReadOnlyList<Option> Categories);

/// <summary>The report being written.</summary>
/// <param name="Matter">The proposal's matter.</param>
/// <param name="Form">What was typed.</param>
/// <param name="Kept">Files that came with a form shown again.</param>
/// <param name="Sealed">Those, sealed.</param>
/// <param name="Limits">What may be handed in.</param>
public sealed record ReportView(Matter Matter, Form Form, IReadOnlyList<FileContent> Kept, string Sealed, FileLimits Limits);

/// <summary>The poster.</summary>
/// <param name="Proposal">The proposal.</param>
/// <param name="Address">The address of its page.</param>
/// <param name="Picture">That as a QR code.</param>
public sealed record PosterView(ProposalView Proposal, string Address, string Picture);
