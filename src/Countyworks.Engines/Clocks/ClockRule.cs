using System.Text.Json;
using System.Text.Json.Serialization;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Clocks;

/// <summary>A deed that is due some days (or hours) after the clock starts.</summary>
/// <param name="Name">The deed, as in <c>mark.{name}</c>: respond, act, report.</param>
/// <param name="After">How many counted days or hours after the start; the start itself is 0.</param>
public sealed record ClockMark(string Name, int After);

/// <summary>A reason for which the clock may be stopped.</summary>
/// <param name="Code">The reason, as in <c>pause.{code}</c>.</param>
/// <param name="MaxDays">The most natural days one pause for it may last.</param>
public sealed record PauseReason(string Code, int MaxDays);

/// <summary>The colour an overdue matter is shown in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Warning>))]
public enum Warning
{
    /// <summary>黄牌: overdue.</summary>
    [JsonStringEnumMemberName("yellow")]
    Yellow = 1,

    /// <summary>红牌: overdue for long, or something that mustn't be.</summary>
    [JsonStringEnumMemberName("red")]
    Red = 2,
}

/// <summary>What happens when a mark stays unmet.</summary>
/// <param name="After">How many counted days or hours after the deadline; 0 at once.</param>
/// <param name="Warning">The colour from then on.</param>
/// <param name="Up">Who is told: how many posts up the chain above the handler (1 is the head of the unit).</param>
public sealed record EscalationStep(int After, Warning Warning, int Up);

/// <summary>
/// How a kind of matter is timed. A county sets it, from a date on; so it is data, and goes to and from JSON unchanged.
/// </summary>
public sealed record ClockRule
{
    /// <summary>No rule counts further than this, in days or hours: a bound on every count.</summary>
    public const int MostAfter = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>The rule's name among the county's rules, such as "137".</summary>
    public required string Code { get; init; }

    /// <summary>What it counts.</summary>
    public required DayCount Counting { get; init; }

    /// <summary>The deeds due, the soonest first; at least one.</summary>
    public required IReadOnlyList<ClockMark> Marks { get; init; }

    /// <summary>How many counted days or hours before a deadline its reminder goes out; a mark of one day is reminded on its day.</summary>
    public int RemindBefore { get; init; } = 1;

    /// <summary>Within how many working days a unit may return what isn't its business.</summary>
    public int ReturnWithin { get; init; } = 1;

    /// <summary>How often a matter may be returned before the dispatcher's word is final.</summary>
    public int MaxReturns { get; init; } = 2;

    /// <summary>The only reasons for which it may be paused.</summary>
    public IReadOnlyList<PauseReason> PauseReasons { get; init; } = [];

    /// <summary>What follows a missed deadline, the soonest first.</summary>
    public IReadOnlyList<EscalationStep> Escalation { get; init; } = [];

    /// <summary>
    /// The 1-3-7 rule (137工作法): respond within 1, act within 3, report back within 7. The report is silent on which days are
    /// meant; working days unless the county says otherwise. Source: R-001.
    /// </summary>
    public static ClockRule OneThreeSeven(DayCount counting = DayCount.Working) => new()
    {
        Code = "137",
        Counting = counting,
        Marks = [new("respond", 1), new("act", 3), new("report", 7)],
        PauseReasons = [new("person", 15), new("other_authority", 30), new("force_majeure", 60)],
        Escalation = [new(0, Warning.Yellow, 1), new(1, Warning.Red, 2), new(3, Warning.Red, 3)],
    };

    /// <summary>The stricter rule for instructions of superiors (批示件): respond within 1, report within 3, red at once.</summary>
    public static ClockRule Instruction(DayCount counting = DayCount.Working) => new()
    {
        Code = "instruction",
        Counting = counting,
        Marks = [new("respond", 1), new("report", 3)],
        MaxReturns = 1,
        PauseReasons = [new("force_majeure", 60)],
        Escalation = [new(0, Warning.Red, 2), new(1, Warning.Red, 3)],
    };

    /// <summary>
    /// Reads a rule as a county set it.
    /// Refuses <c>clock_rule_unreadable</c> (not JSON of this form), then what <see cref="Check"/> refuses.
    /// </summary>
    public static Outcome<ClockRule> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ClockRule>(json, Json) is { } rule && !rule.HasHoles() ? rule.Check() : new Refusal("clock_rule_unreadable");
        }
        catch (JsonException)
        {
            return new Refusal("clock_rule_unreadable");
        }
    }

    /// <summary>The rule as JSON, as <see cref="Read"/> takes it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>
    /// This rule, if it makes sense. Refuses, in this order: <c>missing</c> (code), <c>clock_marks_invalid</c> (none, unnamed, named
    /// twice, not growing from 1 to <see cref="MostAfter"/>), <c>clock_number_invalid</c> (remindBefore, returnWithin, maxReturns: below
    /// 0 or too great), <c>clock_pauses_invalid</c> (unnamed, named twice, less than a day), <c>clock_escalation_invalid</c> (not growing from 0, nobody above).
    /// </summary>
    public Outcome<ClockRule> Check() =>
        string.IsNullOrWhiteSpace(Code) ? Refusal.Missing("code")
        : Marks.Count == 0 || !AreNamedOnce(Marks.Select(mark => mark.Name)) || !Grow(Marks.Select(mark => mark.After), from: 1) ? new Refusal("clock_marks_invalid", "marks")
        : RemindBefore is < 0 or > MostAfter ? new Refusal("clock_number_invalid", "remindBefore")
        : ReturnWithin is < 0 or > MostAfter ? new Refusal("clock_number_invalid", "returnWithin")
        : MaxReturns is < 0 or > MostAfter ? new Refusal("clock_number_invalid", "maxReturns")
        : !AreNamedOnce(PauseReasons.Select(reason => reason.Code)) || PauseReasons.Any(reason => reason.MaxDays is < 1 or > MostAfter) ? new Refusal("clock_pauses_invalid", "pauseReasons")
        : !Grow(Escalation.Select(step => step.After), from: 0) || Escalation.Any(step => step.Up < 1) ? new Refusal("clock_escalation_invalid", "escalation")
        : this;

    /// <summary>The instant at which <paramref name="pause"/> has lasted as long as its reason allows and must be ended.</summary>
    /// <exception cref="InvalidOperationException">The reason is none of this rule's.</exception>
    public Instant LatestEndOf(Pause pause)
    {
        var reason = PauseReasons.Single(reason => reason.Code == pause.Reason);
        return CountyTime.StartOf(CountyTime.LocalDay(pause.From).PlusDays(reason.MaxDays));
    }

    /// <summary>JSON may hold null where a list promises none.</summary>
    private bool HasHoles() => Marks.Any(mark => mark is null) || PauseReasons.Any(reason => reason is null) || Escalation.Any(step => step is null);

    private static bool AreNamedOnce(IEnumerable<string> names)
    {
        var seen = new HashSet<string>();
        return names.All(name => !string.IsNullOrWhiteSpace(name) && seen.Add(name));
    }

    private static bool Grow(IEnumerable<int> numbers, int from)
    {
        var least = from;
        foreach (var number in numbers)
        {
            if (number < least || number > MostAfter)
            {
                return false;
            }

            least = number + 1;
        }

        return true;
    }
}
