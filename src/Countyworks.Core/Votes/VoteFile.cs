using System.Globalization;
using System.Text.Json;
using Countyworks.Data;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>Which law a vote is held under.</summary>
public enum VoteLaw
{
    /// <summary>Owners of a neighbourhood, 民法典 278.</summary>
    Owners = 1,

    /// <summary>Members of a rural collective, or their delegates.</summary>
    Village = 2,

    /// <summary>A committee that approves.</summary>
    Committee = 3,
}

/// <summary>A unit of a vote's file.</summary>
/// <param name="Unit">Its code, once in the file; may be left out where there are members and no units.</param>
/// <param name="Area">In 0.01 m²; 0 where only heads count.</param>
/// <param name="Owner">Who owns it alone.</param>
/// <param name="Owners">Or who own it together.</param>
/// <param name="Voter">The one the co-owners named.</param>
/// <param name="Building">Its building.</param>
/// <param name="WithDeveloper">Whether it is still with the developer.</param>
public sealed record VoteFileUnit(string? Unit = null, long Area = 0, string? Owner = null, IReadOnlyList<string>? Owners = null, string? Voter = null, string? Building = null, bool WithDeveloper = false);

/// <summary>A ballot of a vote's file; a later one of the same owner replaces it.</summary>
/// <param name="Owner">For whom.</param>
/// <param name="Choice">What it says.</param>
/// <param name="Door">How it came in.</param>
public sealed record VoteFileBallot(string Owner, Choice Choice, BallotDoor Door = BallotDoor.Online);

/// <summary>
/// A vote as a file: roll and ballots, from which anybody computes the result. What is not understood in it is passed over, so that later fields do not
/// break earlier programs.
/// </summary>
/// <param name="Law">Under which law.</param>
/// <param name="Roll">Who may vote.</param>
/// <param name="Ballots">In the order they were cast.</param>
public sealed record VoteFile(VoteLaw Law, IReadOnlyList<VoteFileUnit> Roll, IReadOnlyList<VoteFileBallot> Ballots)
{
    /// <summary>What is decided: an item of art. 278 (1) or of art. 26. May be left out for a village's members and a committee.</summary>
    public int? Item { get; init; }

    /// <summary>Whether delegates decide for the members of a village.</summary>
    public bool ByDelegates { get; init; }

    /// <summary>The developer's code, where units are still with the developer.</summary>
    public string? Developer { get; init; }

    /// <summary>Which ballot of one owner counts.</summary>
    public Precedence Precedence { get; init; }

    /// <summary>Owners with proof of delivery, where silence counts with the majority; absent where it does not.</summary>
    public IReadOnlyList<string>? SilenceOf { get; init; }

    private static readonly JsonSerializerOptions Strict = new(Json.Options) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads a file. Refuses <c>vote_file_unreadable</c> (where: the path in the file, and line).</summary>
    public static Outcome<VoteFile> Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<VoteFile>(text, Strict) is { } file && !file.Roll.Contains(null!) && !file.Ballots.Contains(null!)
                ? file
                : new Refusal("vote_file_unreadable").With("where", "$").With("line", 1);
        }
        catch (JsonException error)
        {
            return new Refusal("vote_file_unreadable").With("where", error.Path ?? "$").With("line", (error.LineNumber ?? 0) + 1);
        }
    }

    /// <summary>
    /// Counts it. Refuses, in this order: <c>missing</c> (item), what <see cref="VoteRule.OfOwners"/> or <see cref="VoteRule.OfVillage"/> refuse,
    /// <c>area_negative</c> (roll, unit), what <see cref="Engines.Ballots.Roll.Of"/>, <see cref="Counting.Voices"/> refuse.
    /// </summary>
    public Outcome<CountedVote> Count() => Rule().Then(rule => MakeRoll().Then(roll =>
        Counting.Voices(roll, [.. Ballots.Select((ballot, i) => new Ballot(ballot.Owner, ballot.Choice, i, ballot.Door))], Precedence).Then<CountedVote>(voices =>
            new CountedVote(Tally.Of(roll, voices, rule), SilenceOf is null ? null : Tally.Of(roll, Silence.Counted(roll, voices, Delivered(roll, SilenceOf)), rule)))));

    private Outcome<VoteRule> Rule() => Law switch
    {
        VoteLaw.Owners => Item is { } item ? VoteRule.OfOwners(item) : Refusal.Missing("item"),
        VoteLaw.Village => Item is { } item ? VoteRule.OfVillage(item, ByDelegates) : ByDelegates ? Refusal.Missing("item") : VoteRule.Village,
        VoteLaw.Committee => VoteRule.Committee,
        _ => throw new InvalidOperationException($"{Law} is no law."),
    };

    private Outcome<Roll> MakeRoll() =>
        Roll.FirstOrDefault(unit => unit.Area < 0) is { } below ? new Refusal("area_negative", "roll").With("unit", below.Unit ?? below.Owner ?? "")
        : Engines.Ballots.Roll.Of([.. Roll.Select((unit, i) => new RollUnit(unit.Unit ?? string.Create(CultureInfo.InvariantCulture, $"#{i + 1:D7}"), Area.FromHundredths(unit.Area), unit.Owners ?? (unit.Owner is null ? [] : [unit.Owner]))
        {
            Building = unit.Building ?? "", Voter = unit.Voter, IsWithDeveloper = unit.WithDeveloper,
        })], Developer);

    private static bool[] Delivered(Roll roll, IReadOnlyList<string> owners)
    {
        var delivered = new bool[roll.Heads.Count];
        foreach (var head in owners.SelectMany(roll.HeadsOf))
        {
            delivered[head] = true;
        }

        return delivered;
    }
}

/// <summary>A vote counted.</summary>
/// <param name="Tally">The result.</param>
/// <param name="WithSilence">The result when silence counts with the majority; null where it does not.</param>
public sealed record CountedVote(Tally Tally, Tally? WithSilence);
