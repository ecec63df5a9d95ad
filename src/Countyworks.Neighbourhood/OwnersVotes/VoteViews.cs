using Countyworks.Core.Places;
using Countyworks.Core.Votes;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>A vote in the list.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Place">The neighbourhood's name.</param>
public sealed record VoteRow(Vote Vote, string Place);

/// <summary>The list of votes.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="Page">Which page this is, from 1.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Now">Now.</param>
/// <param name="MayKeep">Whether the reader drafts votes.</param>
public sealed record VotesView(IReadOnlyList<VoteRow> Rows, int Page, int Total, Instant Now, bool MayKeep)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;
}

/// <summary>A head for which the reader votes.</summary>
/// <param name="Head">Its number on the roll.</param>
/// <param name="Units">Its units by name.</param>
/// <param name="Area">All its area.</param>
/// <param name="IsByMandate">Whether the reader only holds a mandate.</param>
/// <param name="Last">The reader's own last ballot for it; null while there is none.</param>
public sealed record OwnHead(int Head, string Units, Area Area, bool IsByMandate, CastRow? Last);

/// <summary>A building on the board.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Line">Its figures.</param>
public sealed record BoardRow(string Name, BuildingLine Line);

/// <summary>The page of a vote.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Place">The neighbourhood's full name.</param>
/// <param name="Now">Now.</param>
public sealed record VoteView(Vote Vote, string Place, Instant Now)
{
    /// <summary>Who is missing for the quorum; null before the announcement.</summary>
    public VoteBoard? Board { get; init; }

    /// <summary>The board's buildings by name.</summary>
    public IReadOnlyList<BoardRow> Buildings { get; init; } = [];

    /// <summary>The result; null before the close.</summary>
    public VoteCount? Count { get; init; }

    /// <summary>The heads the reader votes for.</summary>
    public IReadOnlyList<OwnHead> Own { get; init; } = [];

    /// <summary>Whether the reader has signed in.</summary>
    public bool IsSignedIn { get; init; }

    /// <summary>Whether the reader keeps the vote.</summary>
    public bool MayKeep { get; init; }

    /// <summary>Whether the reader enters paper ballots.</summary>
    public bool MayTell { get; init; }

    /// <summary>The proposal it is held on; null for a vote of its own.</summary>
    public Id<Core.Matters.Matter>? Proposal { get; init; }

    /// <summary>The form by which it is taken back.</summary>
    public Form Withdraw { get; init; } = Form.New("vote_withdraw");
}

/// <summary>The reader's own ballot.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Own">For which heads.</param>
/// <param name="Form">What was chosen.</param>
/// <param name="Now">Now.</param>
public sealed record BallotView(Vote Vote, IReadOnlyList<OwnHead> Own, Form Form, Instant Now);

/// <summary>The receipt of a ballot, shown once.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Head">For which head.</param>
/// <param name="Receipt">The receipt.</param>
public sealed record CastView(Vote Vote, OwnHead Head, BallotReceipt Receipt);

/// <summary>Where a receipt is looked up.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Form">The code.</param>
/// <param name="Found">What the ballot says and whether it counts; null before a good code was given.</param>
public sealed record ReceiptView(Vote Vote, Form Form, FoundBallot? Found);

/// <summary>A ballot found by its receipt.</summary>
/// <param name="Choice">What it says.</param>
/// <param name="Commitment">What is published of it.</param>
/// <param name="At">When it was cast.</param>
/// <param name="Line">Its line in the published list, from 1; null before the close.</param>
/// <param name="IsReplaced">Whether a later one replaced it.</param>
public sealed record FoundBallot(Choice Choice, string Commitment, Instant At, int? Line, bool IsReplaced);

/// <summary>The published ballot list.</summary>
/// <param name="Count">The vote, counted.</param>
/// <param name="Page">Which page this is, from 1.</param>
public sealed record ListView(VoteCount Count, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;
}

/// <summary>The draft of a vote.</summary>
/// <param name="Vote">The draft; null for a new one.</param>
/// <param name="Form">What was typed.</param>
/// <param name="Candidates">Places that fit what was typed, when it was more than one.</param>
public sealed record DraftView(Vote? Vote, Form Form, IReadOnlyList<Option> Candidates);

/// <summary>The last page before a vote is announced: what will happen.</summary>
/// <param name="Vote">The draft.</param>
/// <param name="Place">The neighbourhood's full name.</param>
/// <param name="Form">When.</param>
/// <param name="Units">Units with a title.</param>
/// <param name="WithoutTitle">Units of the neighbourhood without one: they would not be on the roll.</param>
/// <param name="Heads">The heads the roll will have.</param>
/// <param name="Area">The area the roll will have.</param>
/// <param name="FirstDay">The first day on which it may open.</param>
/// <param name="WaitsFor">Why it cannot be announced: nobody would be on the roll; null when it can.</param>
public sealed record AnnounceView(Vote Vote, string Place, Form Form, int Units, int WithoutTitle, int Heads, Area Area, LocalDate FirstDay, Refusal? WaitsFor);

/// <summary>Where titles of units are taken in.</summary>
/// <param name="Form">The list.</param>
/// <param name="Candidates">Places that fit what was typed, when it was more than one.</param>
/// <param name="Taken">What was taken in; null before.</param>
public sealed record TitlesView(Form Form, IReadOnlyList<Option> Candidates, TitlesTaken? Taken);

/// <summary>The tellers' page.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Form">What was entered.</param>
/// <param name="Last">What became of the entry before; null at first.</param>
/// <param name="Waiting">Sheets that somebody else has to read.</param>
/// <param name="Now">Now.</param>
public sealed record TellerView(Vote Vote, Form Form, PaperSheet? Last, IReadOnlyList<PaperSheet> Waiting, Instant Now);

/// <summary>A paper ballot to be printed.</summary>
/// <param name="Head">The number of the head.</param>
/// <param name="Units">Its units.</param>
/// <param name="Area">Its area.</param>
/// <param name="Picture">The address of its teller's page as a QR code.</param>
public sealed record PaperBallot(int Head, string Units, Area Area, string Picture);

/// <summary>Paper ballots, each on a sheet of its own.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Place">The neighbourhood's full name.</param>
/// <param name="Buildings">The buildings to choose from.</param>
/// <param name="Building">The one chosen; null before.</param>
/// <param name="Ballots">The sheets.</param>
public sealed record PaperView(Vote Vote, string Place, IReadOnlyList<Option> Buildings, Id<Place>? Building, IReadOnlyList<PaperBallot> Ballots);

/// <summary>Mandates and deliveries of a vote.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Mandate">A mandate to be entered.</param>
/// <param name="Delivery">Deliveries to be entered.</param>
/// <param name="Given">The mandates there are: head, holder.</param>
/// <param name="Delivered">Heads with proof of delivery.</param>
/// <param name="Heads">Heads on the roll.</param>
/// <param name="Now">Now.</param>
public sealed record EvidenceView(Vote Vote, Form Mandate, Form Delivery, IReadOnlyList<(int Head, string Holder)> Given, int Delivered, int Heads, Instant Now);
