using Countyworks.Core.Matters;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>Takes over what another authority says of a request: into the timeline, and as its rule says when it is closed there.</summary>
/// <param name="Forwarded">Which.</param>
/// <param name="State">Its state there.</param>
/// <param name="Updates">What was said of it; may hold what was taken over before.</param>
internal sealed record TakeRemoteState(Id<ForwardedRequest> Forwarded, RemoteState State, IReadOnlyList<RemoteUpdate> Updates)
{
    private const int MostAtOnce = 100, StatusLimit = 60;

    private static readonly Role[] UnitRoles = [Role.Handler, Role.UnitHead];

    /// <summary>Takes it over; what was taken over before changes nothing. Refuses <c>not_found</c>.</summary>
    public Outcome<Done> In(Change change, MatterRules rules)
    {
        if (change.Db.Set<ForwardedRequest>().FirstOrDefault(f => f.Id == Forwarded) is not { } forwarded)
        {
            return Refusal.NotFound("forwarded");
        }

        var rule = change.Db.Set<ForwardingRule>().First(r => r.Id == forwarded.RuleId);
        var said = TakeUpdates(change, forwarded, rule);
        var isNewlyClosed = State.IsClosed && forwarded.RemoteStatus != "closed";
        (forwarded.RemoteStatus, forwarded.Failures, forwarded.Error, forwarded.LastPollAt) = (State.IsClosed ? "closed" : "open", 0, null, change.Now);
        (forwarded.State, forwarded.NextPollAt) = State.IsClosed ? (ForwardState.Closed, default(NodaTime.Instant?)) : (ForwardState.Known, change.Now + ForwardedRequest.PollEvery);
        change.Put(forwarded);
        if (isNewlyClosed)
        {
            Close(change, forwarded, rule, Cut(State.Notes) ?? said, rules);
        }

        return Done.It;
    }

    private string? TakeUpdates(Change change, ForwardedRequest forwarded, ForwardingRule rule)
    {
        string? said = null;
        var known = change.Db.Set<ForwardedUpdate>().Where(u => u.ForwardedId == Forwarded).Select(u => u.UpdateId).ToHashSet();
        foreach (var update in Updates.Where(u => u.UpdateId.Length <= ForwardedRequest.RemoteIdLimit && known.Add(u.UpdateId)).Take(MostAtOnce))
        {
            said = Cut(update.Description) ?? said;
            change.Record(new RemoteUpdated(rule.Authority, update.Status.Length <= StatusLimit ? update.Status : ""), forwarded.MatterId.Value, Audience.Parties, Cut(update.Description));
            change.Add(new ForwardedUpdate { ForwardedId = Forwarded, UpdateId = update.UpdateId, At = change.Now });
        }

        return said;
    }

    private static void Close(Change change, ForwardedRequest forwarded, ForwardingRule rule, string? words, MatterRules rules)
    {
        change.Record(new RemoteClosed(rule.Authority), forwarded.MatterId.Value, Audience.Parties, words);
        var dossier = Dossier.Read(change.Db, forwarded.MatterId, rules)!;
        var matter = dossier.Matter;
        var mayAnswer = matter is { UnitId: not null, Stage: RequestKind.Dispatched or RequestKind.Signed or RequestKind.Responded or RequestKind.Acting };

        // Without words there is no answer to give: a person must write one.
        if (rule.OnClosed == OnRemoteClosed.ReportBack && mayAnswer && words is not null)
        {
            if (matter.Stage is RequestKind.Dispatched or RequestKind.Signed)
            {
                MakeMove.In(change, dossier, RequestKind.Kind.MoveNamed(RequestKind.Respond)!, Words.Of(words), rules);
            }

            MakeMove.In(change, dossier, RequestKind.Kind.MoveNamed(RequestKind.ReportBack)!, Words.Of(words), rules);
        }
        else if (matter is { IsOpen: true, UnitId: { } unit })
        {
            TellUnit(change, matter, unit, rule.Authority);
        }
    }

    private static void TellUnit(Change change, Matter matter, Id<Organisation> unit, string authority)
    {
        var today = CountyTime.LocalDay(change.Now);
        var people = change.Db.Set<Post>()
            .Where(p => p.OrganisationId == unit && UnitRoles.Contains(p.Role) && p.FirstDay <= today && (p.LastDay == null || p.LastDay >= today))
            .Select(p => p.PersonId).Distinct().ToList();
        foreach (var person in people)
        {
            change.Notify(person, new NoticeText("notice.remote_closed", matter.Number, authority), $"{RequestKind.Kind.Page}/{matter.Id}", matter.Id);
        }
    }

    private static string? Cut(string? text) =>
        Ui.TypedText.Lines(text) is { Length: > 0 } words ? (words.Length <= Words.Limit ? words : words[..Words.Limit]) : null;
}
