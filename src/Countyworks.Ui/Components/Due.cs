using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Ui;

/// <summary>A deadline as a reader sees it at one moment.</summary>
/// <param name="From">When the clock started.</param>
/// <param name="At">When it runs out: the first instant that is late.</param>
/// <param name="Now">The moment of looking.</param>
public sealed record Due(Instant From, Instant At, Instant Now)
{
    /// <summary>When it was met, in time or late; null while it runs.</summary>
    public Instant? MetAt { get; init; }

    /// <summary>Whether the clock stands still.</summary>
    public bool IsPaused { get; init; }

    /// <summary>How many working days are left, if those are what counts; null to count days of the calendar.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>Whether it is too late.</summary>
    public bool IsLate => (MetAt ?? Now) >= At;

    /// <summary>What it means to the reader.</summary>
    public Tone Tone => this switch
    {
        { MetAt: not null } => IsLate ? Tone.Quiet : Tone.Good,
        { IsPaused: true } => Tone.Quiet,
        { IsLate: true } => Tone.Bad,
        { DaysLeft: 0 } => Tone.Warning,
        _ => Tone.Active,
    };

    /// <summary>How much of the time has passed, from 0 to 1.</summary>
    public double Passed => At <= From ? 1 : Math.Clamp((Now - From) / (At - From), 0, 1);

    /// <summary>The last day on which it can be met: a deadline at midnight belongs to the day before.</summary>
    public LocalDate LastDay => CountyTime.LocalDay(At - Duration.Epsilon);

    /// <summary>The days from today to the last day; 0 today, negative when late.</summary>
    public int DaysLeft => Period.DaysBetween(CountyTime.LocalDay(Now), LastDay);

    /// <summary>"还剩 2 天 · 9月30日 周三", "今天 17:00", "逾期 3 小时".</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="isShort">Without the date, for narrow columns.</param>
    public string InWords(Texts texts, bool isShort = false) => this switch
    {
        { MetAt: { } met } => texts.Format(IsLate ? "time.met_late" : "time.met", met),
        { IsPaused: true } => texts["time.paused"],
        { IsLate: true } => Late(texts),
        { DaysLeft: 0 } => texts.Format("time.today", Until),
        _ => isShort ? Left(texts) : texts.Format("time.left_days_on", Left(texts), LastDay),
    };

    private string Until => CountyTime.EndOf(LastDay) == At ? "24:00" : Dates.Clock(At);

    private string Left(Texts texts) => WorkingDays is { } days
        ? texts.Format("time.left_working_days", days)
        : texts.Format("time.left_days", DaysLeft);

    private string Late(Texts texts)
    {
        var late = Now - At;
        return late < Duration.FromHours(1) ? texts.Format("time.late_minutes", Math.Max(1, (int)late.TotalMinutes))
            : late < Duration.FromDays(1) ? texts.Format("time.late_hours", (int)late.TotalHours)
            : texts.Format("time.late_days", (int)late.TotalDays);
    }
}
