using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Countyworks.Core.Calendars;
using Countyworks.Data;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Server.Verbs;

/// <summary>When a matter received at some time is due: the clock in the hands of an official, without a district.</summary>
public static class DeadlineVerb
{
    private static readonly IReadOnlyDictionary<string, Func<DayCount, ClockRule>> Rules = new Dictionary<string, Func<DayCount, ClockRule>>
    {
        ["137"] = ClockRule.OneThreeSeven,
        ["instruction"] = ClockRule.Instruction,
    };

    private static readonly IReadOnlyDictionary<string, DayCount> Counts = new Dictionary<string, DayCount>
    {
        ["working"] = DayCount.Working,
        ["natural"] = DayCount.Natural,
    };

    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm");

    /// <summary><c>deadline --rule 137 --received 2026-09-24T16:30 [--days working|natural] [--provisional] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var rule = new Option<string>("--rule") { Description = T["deadline.rule"], DefaultValueFactory = _ => "137" };
        var days = new Option<string>("--days") { Description = T["deadline.days"], DefaultValueFactory = _ => "working" };
        var received = new Option<Instant>("--received")
        {
            Description = T["deadline.received"],
            HelpName = "yyyy-MM-ddTHH:mm",
            Required = true,
            CustomParser = result => Received(result, T),
        };
        var provisional = new Option<bool>("--provisional") { Description = T["deadline.provisional"] };
        var json = terminal.JsonOption();
        rule.AcceptOnlyFromAmong([.. Rules.Keys]);
        days.AcceptOnlyFromAmong([.. Counts.Keys]);

        var verb = new Command("deadline", T["deadline.description"]) { rule, received, days, provisional, json };
        verb.SetAction(parsed =>
        {
            var counting = parsed.GetRequiredValue(days);
            var clock = new Clock(Rules[parsed.GetRequiredValue(rule)](Counts[counting]), parsed.GetRequiredValue(received), []);
            var outcome = ShippedCalendars.Read()
                .Then(calendar => clock.Deadlines(parsed.GetValue(provisional) ? calendar.WithProvisionalYears() : calendar));
            return !outcome.IsDone(out var deadlines, out var why) ? terminal.Refuse(why, parsed.GetValue(json))
                : parsed.GetValue(json) ? terminal.PrintJson(AsJson(clock, counting, deadlines))
                : Print(terminal, clock, counting, deadlines);
        });
        return verb;
    }

    private static JsonObject AsJson(Clock clock, string counting, Deadlines deadlines)
    {
        var json = new JsonObject { ["received"] = Dates.Machine(clock.StartedAt), ["days"] = counting };
        foreach (var deadline in deadlines.Running)
        {
            json[deadline.Mark.Name + "By"] = LocalDatePattern.Iso.Format(deadline.On);
        }

        if (deadlines.AreProvisional)
        {
            json["provisional"] = true;
        }

        return json;
    }

    private static int Print(Terminal terminal, Clock clock, string counting, Deadlines deadlines)
    {
        var received = $"{Dates.DayOfYear(CountyTime.LocalDay(clock.StartedAt))} {Dates.Clock(clock.StartedAt)}";
        terminal.Out.WriteLine(terminal.T.Format("deadline.counted_" + counting, received));
        foreach (var deadline in deadlines.Running)
        {
            var line = terminal.T.Format($"deadline.{deadline.Mark.Name}_by", Dates.Day(deadline.On));
            terminal.Out.WriteLine(deadline.IsProvisional ? terminal.T.Format("deadline.is_provisional", line) : line);
        }

        return ExitCode.Done;
    }

    /// <summary>The county's local time to the minute or the second, or a time with its offset.</summary>
    private static Instant Received(ArgumentResult result, Texts T)
    {
        var text = result.Tokens[0].Value;
        var local = Minute.Parse(text) is { Success: true } minute ? minute : LocalDateTimePattern.GeneralIso.Parse(text);
        if (local.Success)
        {
            return CountyTime.At(local.Value);
        }

        if (OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true } withOffset)
        {
            return withOffset.Value.ToInstant();
        }

        result.AddError(T.Format("deadline.received_unreadable", text));
        return default;
    }
}
