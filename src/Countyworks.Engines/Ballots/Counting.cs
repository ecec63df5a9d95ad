using Countyworks.Kernel;

namespace Countyworks.Engines.Ballots;

/// <summary>What a head said in the end.</summary>
public enum Voice
{
    /// <summary>Nothing: it took no part.</summary>
    None = 0,

    /// <summary>In favour.</summary>
    Yes = 1,

    /// <summary>Against.</summary>
    No = 2,

    /// <summary>It took part and said neither.</summary>
    Abstain = 3,

    /// <summary>Its co-owners said different things: it took part, and counts as one that abstains.</summary>
    Divided = 4,
}

/// <summary>Finds out of all ballots what each head said.</summary>
public static class Counting
{
    /// <summary>
    /// What each head said. Of several ballots of one owner the one that counts is chosen by <paramref name="precedence"/>. Where co-owners named one
    /// voter only that one's ballots are taken; where they did not, those who cast one must agree, else the head is divided.
    /// Refuses, for the first such ballot by order: <c>not_on_roll</c> (owner), <c>not_the_voter</c> (owner).
    /// </summary>
    /// <param name="roll">Who may vote.</param>
    /// <param name="ballots">In any order; an owner may have cast several.</param>
    /// <param name="precedence">Which counts.</param>
    public static Outcome<Voice[]> Voices(Roll roll, IReadOnlyCollection<Ballot> ballots, Precedence precedence = Precedence.Last)
    {
        var counted = new Dictionary<string, Ballot>(Math.Min(ballots.Count, roll.Heads.Count), StringComparer.Ordinal);
        Ballot? stray = null;
        foreach (var ballot in ballots)
        {
            if (WhyNot(roll, ballot.Owner) is not null)
            {
                stray = stray is { } other && other.Order <= ballot.Order ? stray : ballot;
                continue;
            }

            ref var best = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counted, ballot.Owner, out var isThere);
            if (!isThere || ballot.Outranks(best, precedence))
            {
                best = ballot;
            }
        }

        if (stray is { } first)
        {
            return WhyNot(roll, first.Owner)!;
        }

        var voices = new Voice[roll.Heads.Count];
        foreach (var ballot in counted.Values)
        {
            Say(roll, ballot, voices);
        }

        return voices;
    }

    private static void Say(Roll roll, Ballot ballot, Voice[] voices)
    {
        roll.TryFind(ballot.Owner, out var seat);
        Add(seat.First);
        foreach (var head in seat.More ?? [])
        {
            Add(head);
        }

        void Add(int head)
        {
            if (roll.Heads[head].Voter is { } voter && voter != ballot.Owner)
            {
                return;
            }

            var said = (Voice)ballot.Choice;
            voices[head] = voices[head] is Voice.None || voices[head] == said ? said : Voice.Divided;
        }
    }

    private static Refusal? WhyNot(Roll roll, string owner) =>
        !roll.TryFind(owner, out var seat) ? new Refusal("not_on_roll", "ballots").With("owner", owner)
        : seat.More is null ? Named(roll, seat.First, owner)
        : Array.TrueForAll(seat.All, head => Named(roll, head, owner) is not null) ? new Refusal("not_the_voter", "ballots").With("owner", owner)
        : null;

    private static Refusal? Named(Roll roll, int head, string owner) =>
        roll.Heads[head].Voter is { } voter && voter != owner ? new Refusal("not_the_voter", "ballots").With("owner", owner) : null;
}
