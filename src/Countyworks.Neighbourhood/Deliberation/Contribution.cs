using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>What somebody says in a deliberation.</summary>
public enum ContributionKind
{
    /// <summary>An opinion (意见).</summary>
    Comment = 1,

    /// <summary>A concern (疑问): it is owed a named expert's answer.</summary>
    Concern = 2,

    /// <summary>An expert's answer to a concern (答疑).</summary>
    Answer = 3,
}

/// <summary>As what somebody speaks.</summary>
public enum SpeaksAs
{
    /// <summary>An owner of the neighbourhood.</summary>
    Owner = 1,

    /// <summary>A tenant.</summary>
    Tenant = 2,

    /// <summary>Somebody of the committees, the street or the county.</summary>
    Staff = 3,

    /// <summary>A named expert.</summary>
    Expert = 4,
}

/// <summary>Why something said was hidden. Each has a text everybody reads in the place of what was said.</summary>
public enum HideReason
{
    /// <summary>It has somebody's personal data.</summary>
    PersonalData = 1,

    /// <summary>It insults.</summary>
    Insult = 2,

    /// <summary>It advertises.</summary>
    Advertising = 3,

    /// <summary>It is proved untrue.</summary>
    Untrue = 4,

    /// <summary>It is not about this proposal.</summary>
    OffTopic = 5,

    /// <summary>The law forbids it.</summary>
    Unlawful = 6,
}

/// <summary>Something said about a proposal.</summary>
public sealed class Contribution
{
    /// <summary>The most characters.</summary>
    public const int TextLimit = 2000;

    /// <summary>Stands where words were that their author had erased.</summary>
    public const string Gone = "…";

    /// <summary>Its identity.</summary>
    public required Id<Contribution> Id { get; init; }

    /// <summary>The proposal.</summary>
    public required Id<Matter> ProposalId { get; init; }

    /// <summary>What it is.</summary>
    public required ContributionKind Kind { get; init; }

    /// <summary>Of an answer: the concern.</summary>
    public Id<Contribution>? ParentId { get; init; }

    /// <summary>Who.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>As what.</summary>
    public required SpeaksAs SpokeAs { get; init; }

    /// <summary>What was said.</summary>
    public required string Text { get; set; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>Why it is hidden; null while it stands.</summary>
    public HideReason? HiddenFor { get; set; }

    /// <summary>What the moderator said to that, for everybody to read.</summary>
    public string? HiddenWords { get; set; }

    /// <summary>Since when it is hidden.</summary>
    public Instant? HiddenAt { get; set; }

    /// <summary>Of a concern: when it was closed; null while it is open.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>Who closed it.</summary>
    public Id<Person>? ClosedBy { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>Whether it is hidden.</summary>
    public bool IsHidden => HiddenAt is not null;
}
