using Countyworks.Core.Books;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Votes;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>What a proposal has beyond every matter: who raised it, and the version that stands.</summary>
public sealed class Proposal
{
    /// <summary>The matter's identity.</summary>
    public required Id<Matter> Id { get; init; }

    /// <summary>Who raised the topic.</summary>
    public required Id<Person> AuthorId { get; init; }

    /// <summary>The topic in the author's words.</summary>
    public required string Text { get; set; }

    /// <summary>The number of the latest version; 0 before the first.</summary>
    public int Latest { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>A neighbour seconds a topic (附议).</summary>
public sealed class Seconding
{
    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>Who.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}

/// <summary>A version of a proposal: written once, never changed.</summary>
public sealed class ProposalVersion
{
    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>Which, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The question in one line.</summary>
    public required string Title { get; init; }

    /// <summary>The item of art. 278 (1).</summary>
    public required int Item { get; init; }

    /// <summary>Which common part it touches.</summary>
    public required string Part { get; init; }

    /// <summary>The proposal.</summary>
    public required string Text { get; init; }

    /// <summary>What changed against the version before, and why; "" for the first.</summary>
    public required string Why { get; init; }

    /// <summary>SHA-256 of its canonical text, see <see cref="VersionText"/>.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Who wrote it.</summary>
    public required Id<Person> AuthorId { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}

/// <summary>A line of a version's budget: written once.</summary>
public sealed class BudgetLine
{
    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>The version.</summary>
    public required int Number { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>Out of what.</summary>
    public required MoneySource Source { get; init; }

    /// <summary>Whether it comes again every year.</summary>
    public required bool IsYearly { get; init; }

    /// <summary>As rules know it.</summary>
    public CostLine Known => new(Name, Money.FromFen(Fen), Source, IsYearly);
}

/// <summary>A drawing of a version, or a photo of the report: hung once.</summary>
public sealed class ProposalFile
{
    /// <summary>The number that stands for the report.</summary>
    public const int OfReport = 0;

    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>The version, or <see cref="OfReport"/>.</summary>
    public required int Number { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The file.</summary>
    public required Id<StoredFile> FileId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>SHA-256 of its content.</summary>
    public required byte[] Sha256 { get; init; }
}

/// <summary>A specialist named for a proposal, who answers concerns by name.</summary>
public sealed class Expert
{
    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>The specialist.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>As everybody reads the name: an expert answers openly.</summary>
    public required string Name { get; init; }

    /// <summary>In what, and from where: "消防工程师，区消防救援大队".</summary>
    public required string Field { get; init; }

    /// <summary>Since when.</summary>
    public required Instant At { get; init; }
}

/// <summary>A version's budget was disclosed (预算公示).</summary>
public sealed class Disclosure
{
    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>Which time, from 1: a vote taken back has it disclosed again.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The version.</summary>
    public required int Number { get; init; }

    /// <summary>The version's hash.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What it costs, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>The first day on which the vote may be announced, by the rule of that day.</summary>
    public required LocalDate FirstVoteDay { get; init; }
}

/// <summary>The vote held on a version.</summary>
public sealed class BoundVote
{
    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>The vote.</summary>
    public required Id<Vote> VoteId { get; init; }

    /// <summary>The version.</summary>
    public required int Number { get; init; }

    /// <summary>The version's hash.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was opened.</summary>
    public required Instant At { get; init; }

    /// <summary>Whether a vote is held on exactly this version: its question and document are the version's own, and so its hash covers the version's.</summary>
    public static bool Binds(Vote vote, VersionText version) =>
        vote.Question == version.Title && vote.Document == version.Document && vote.DocumentHash is { } hash && hash.AsSpan().SequenceEqual(AnnounceVote.HashOf(vote));
}

/// <summary>What carries a proposal out.</summary>
public enum DoerKind
{
    /// <summary>Money held for it in a ledger, by authority of the vote.</summary>
    Hold = 1,

    /// <summary>A matter: a request filed for it, or another that was there.</summary>
    Matter = 2,
}

/// <summary>Something that carries a proposal out.</summary>
public sealed class Doer
{
    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>What it is.</summary>
    public required DoerKind Kind { get; init; }

    /// <summary>Of a hold: the ledger.</summary>
    public Id<Ledger>? LedgerId { get; init; }

    /// <summary>Of a hold: its number in the ledger.</summary>
    public long? Seq { get; init; }

    /// <summary>Of a hold: how much, in fen.</summary>
    public long? Fen { get; init; }

    /// <summary>Of a matter: which.</summary>
    public Id<Matter>? MatterId { get; init; }

    /// <summary>Since when.</summary>
    public required Instant At { get; init; }
}

/// <summary>What came of a proposal.</summary>
public sealed class ResultReport
{
    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>In words.</summary>
    public required string Text { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}
