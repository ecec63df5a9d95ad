namespace Countyworks.Engines.Ballots;

/// <summary>What was counted by one measure: in 0.01 m² or in heads.</summary>
/// <param name="Total">On the roll.</param>
/// <param name="Yes">In favour.</param>
/// <param name="No">Against.</param>
/// <param name="Abstain">Took part and said neither, the divided included.</param>
public sealed record Figures(long Total, long Yes, long No, long Abstain)
{
    /// <summary>Took part.</summary>
    public long Participating => checked(Yes + No + Abstain);

    /// <summary>The whole a threshold is a part of.</summary>
    public long Whole(Base of) => of switch
    {
        Base.All => Total,
        Base.Participating => Participating,
        _ => throw new ArgumentOutOfRangeException(nameof(of)),
    };
}

/// <summary>A threshold held against what was counted.</summary>
/// <param name="Measure">By what.</param>
/// <param name="IsQuorum">Whether it asks who took part; else who was in favour.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Has">What was counted.</param>
/// <param name="Whole">Of what.</param>
public sealed record Check(Measure Measure, bool IsQuorum, Threshold Threshold, long Has, long Whole)
{
    /// <summary>The least that is enough.</summary>
    public long Needs => Threshold.Least(Whole);

    /// <summary>How much is missing; 0 when it is met.</summary>
    public long Missing => Math.Max(0, Needs - Has);

    /// <summary>Whether it is met.</summary>
    public bool IsMet => Missing == 0;
}

/// <summary>The result of a vote, with every figure it rests on.</summary>
/// <param name="Rule">By which rule.</param>
/// <param name="Area">Counted by area.</param>
/// <param name="Heads">Counted by heads.</param>
/// <param name="Divided">Heads whose co-owners disagreed; they are among those that abstain.</param>
public sealed record Tally(VoteRule Rule, Figures Area, Figures Heads, long Divided)
{
    /// <summary>Every threshold of the rule: who took part first, area before heads.</summary>
    public IReadOnlyList<Check> Checks =>
    [
        .. Rule.Measures.Select(measure => new Check(measure, true, Rule.Quorum, Of(measure).Participating, Of(measure).Whole(Rule.Quorum.Of))),
        .. Rule.Measures.Select(measure => new Check(measure, false, Rule.Decision, Of(measure).Yes, Of(measure).Whole(Rule.Decision.Of))),
    ];

    /// <summary>Whether enough took part; without that the vote is void, whatever was said.</summary>
    public bool HasQuorum => Checks.All(check => !check.IsQuorum || check.IsMet);

    /// <summary>Whether it passed.</summary>
    public bool IsPassed => Checks.All(check => check.IsMet);

    /// <summary>What is missing: those who took part if that was too few, else those in favour.</summary>
    public IEnumerable<Check> Missed => Checks.Where(check => !check.IsMet && check.IsQuorum == !HasQuorum);

    /// <summary>What was counted by a measure.</summary>
    public Figures Of(Measure measure) => measure switch
    {
        Measure.Area => Area,
        Measure.Heads => Heads,
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    /// <summary>Counts what each head said.</summary>
    /// <param name="roll">Who may vote.</param>
    /// <param name="voices">As many as heads, in their order.</param>
    /// <param name="rule">How it is decided.</param>
    /// <exception cref="ArgumentException">Voices of another roll.</exception>
    public static Tally Of(Roll roll, IReadOnlyList<Voice> voices, VoteRule rule)
    {
        if (voices.Count != roll.Heads.Count)
        {
            throw new ArgumentException("As many voices as heads are believed to be there.", nameof(voices));
        }

        Span<long> areas = stackalloc long[5];
        Span<long> heads = stackalloc long[5];
        for (var i = 0; i < voices.Count; i++)
        {
            var said = (int)voices[i];
            areas[said] = checked(areas[said] + roll.Heads[i].Area.Hundredths);
            heads[said]++;
        }

        return new(rule, Summed(roll.Area.Hundredths, areas), Summed(roll.Heads.Count, heads), heads[(int)Voice.Divided]);
    }

    private static Figures Summed(long total, Span<long> said) =>
        new(total, said[(int)Voice.Yes], said[(int)Voice.No], said[(int)Voice.Abstain] + said[(int)Voice.Divided]);
}
