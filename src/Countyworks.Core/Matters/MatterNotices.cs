using Countyworks.Core.Matters.Pages.OneMatter;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>Who among the staff is told what happens to a matter; each is told once, and nobody of what they did themselves.</summary>
public static class MatterNotices
{
    private static readonly Role[] UnitRoles = [Role.Handler, Role.UnitHead];

    /// <summary>The listeners.</summary>
    public static readonly IReadOnlyList<FactListener> Listeners =
    [
        FactListener.To<MatterDispatched>((change, row, fact) =>
        {
            Tell(change, row, "notice.matter_dispatched", InUnits(change, [fact.UnitId], UnitRoles));
            Tell(change, row, "notice.assist_asked", InUnits(change, fact.Assists, UnitRoles));
        }),
        FactListener.To<AssistAsked>((change, row, fact) => Tell(change, row, "notice.assist_asked", InUnits(change, fact.Units, UnitRoles))),
        FactListener.To<AssistDone>((change, row, _) => Tell(change, row, "notice.assist_done", InLead(change, row))),
        FactListener.To<MatterReminded>((change, row, _) => Tell(change, row, "notice.matter_reminded", InHelpersAndLead(change, row))),
        FactListener.To<MatterEscalated>((change, row, fact) => Tell(change, row, "notice.matter_escalated", UpTheChain(change, row, fact.Up))),
        FactListener.To<MatterSupervised>((change, row, fact) => Tell(change, row, "notice.matter_supervised", InUnits(change, [fact.UnitId], UnitRoles))),
        FactListener.To<AskMade>((change, row, fact) => Tell(change, row, $"notice.ask_made.{Ui.EnumNames<AskKind>.Of(fact.Ask)}", Covering(change, row, Role.Dispatcher))),
        FactListener.To<AskDecided>((change, row, fact) => Tell(
            change, row, fact.IsGranted ? "notice.ask_granted" : "notice.ask_refused", InUnits(change, [UnitOf(change, fact.AskId)], UnitRoles))),
        FactListener.To<MatterMoved>((change, row, fact) =>
        {
            if (fact.Move == MoveNames.Reopen)
            {
                Tell(change, row, "notice.matter_reopened", InLead(change, row));
            }
            else
            {
                Tell(change, row, "notice.matter_moved", Watching(change, row));
            }
        }),
    ];

    private static void Tell(Change change, FactRow row, string key, IEnumerable<Id<Person>> people)
    {
        var told = people.Distinct().Where(p => p.Value != row.PersonId).ToList();
        if (told.Count == 0)
        {
            return;
        }

        var matter = MatterOf(change, row);
        foreach (var person in told)
        {
            change.Notify(person, new NoticeText(key, matter.Number, matter.Title), $"{MatterEndpoints.AnyKind}/{matter.Id}", matter.Id);
        }
    }

    private static Matter MatterOf(Change change, FactRow row)
    {
        var id = new Id<Matter>(row.SubjectId!.Value);
        return change.Db.Set<Matter>().First(m => m.Id == id);
    }

    private static Id<Organisation> UnitOf(Change change, Id<Ask> ask) => change.Db.Set<Ask>().Where(a => a.Id == ask).Select(a => a.UnitId).First();

    private static IEnumerable<Id<Person>> InLead(Change change, FactRow row) =>
        MatterOf(change, row).UnitId is { } unit ? InUnits(change, [unit], UnitRoles) : [];

    private static IEnumerable<Id<Person>> InHelpersAndLead(Change change, FactRow row)
    {
        var id = new Id<Matter>(row.SubjectId!.Value);
        return InUnits(change, [.. change.Db.Set<Assignment>().Where(a => a.MatterId == id && a.EndedAt == null).Select(a => a.UnitId)], UnitRoles);
    }

    private static IEnumerable<Id<Person>> InUnits(Change change, IReadOnlyList<Id<Organisation>> units, Role[] roles)
    {
        var today = CountyTime.LocalDay(change.Now);
        return units.Count == 0 ? [] :
        [
            .. change.Db.Set<Post>()
                .Where(p => units.Contains(p.OrganisationId) && roles.Contains(p.Role) && p.FirstDay <= today && (p.LastDay == null || p.LastDay >= today))
                .Select(p => p.PersonId),
        ];
    }

    private static IEnumerable<Id<Person>> Covering(Change change, FactRow row, params Role[] roles)
    {
        var (today, path) = (CountyTime.LocalDay(change.Now), MatterOf(change, row).PlacePath);
        return change.Db.Set<Post>()
            .Where(p => roles.Contains(p.Role) && p.FirstDay <= today && (p.LastDay == null || p.LastDay >= today))
            .AsEnumerable().Where(p => path.StartsWith(p.PlacePath, StringComparison.Ordinal)).Select(p => p.PersonId);
    }

    // The chain of posts: the unit's heads, those who dispatch and supervise there, those who lead there.
    private static IEnumerable<Id<Person>> UpTheChain(Change change, FactRow row, int up) => up switch
    {
        1 => MatterOf(change, row).UnitId is { } unit ? InUnits(change, [unit], [Role.UnitHead]) : [],
        2 => Covering(change, row, Role.Dispatcher, Role.Supervisor),
        _ => Covering(change, row, Role.Leader),
    };

    private static IEnumerable<Id<Person>> Watching(Change change, FactRow row)
    {
        var id = new Id<Matter>(row.SubjectId!.Value);
        return [.. change.Db.Set<Watcher>().Where(w => w.MatterId == id).Select(w => w.PersonId)];
    }
}
