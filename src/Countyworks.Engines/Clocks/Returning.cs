using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Clocks;

/// <summary>When a unit may give back what isn't its business (退单). Source: R-004.</summary>
public static class Returning
{
    /// <summary>
    /// Whether a unit may return a matter it was assigned at <paramref name="assignedAt"/>. The day of assignment is day 0 of the window, which
    /// always counts working days. Refuses, in this order: <c>returns_used_up</c> (limit: the dispatcher's word is final),
    /// <c>calendar_year_missing</c> (year), <c>return_too_late</c> (until: the last day).
    /// </summary>
    /// <param name="rule">The window and how often.</param>
    /// <param name="assignedAt">When this unit was assigned.</param>
    /// <param name="returnsBefore">How often the matter was returned before, by whomever.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="now">When it wants to.</param>
    public static Outcome<Done> May(ClockRule rule, Instant assignedAt, int returnsBefore, WorkCalendar calendar, Instant now)
    {
        if (returnsBefore >= rule.MaxReturns)
        {
            return new Refusal("returns_used_up") { Kind = RefusalKind.Conflict }.With("limit", rule.MaxReturns);
        }

        return Counting.Of(DayCount.Working, [], calendar).After(assignedAt, rule.ReturnWithin).Then<Done>(last =>
            now < last!.End ? Done.It : new Refusal("return_too_late") { Kind = RefusalKind.Conflict }.With("until", last.On));
    }
}
