using Countyworks.Core.People;
using Countyworks.Core.Residents;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>
/// The votes of the demo: charging piles, decided two months before the year's end with 92 of 100 that took part in favour, and the lifts' engines, on
/// which owners are voting. Whoever has an account votes online; the others' paper is read by two tellers.
/// </summary>
/// <param name="players">Who acts, and where.</param>
/// <param name="now">The end of the year.</param>
internal sealed class DemoVotes(DemoPlayers players, Instant now)
{
    private const int Seed = 278;

    private static readonly VoteSettings Rule = new();

    /// <summary>What happens, in the order of its moments.</summary>
    public IEnumerable<(Instant At, Action<Instant> Happen)> Events() => DemoData.Votes.SelectMany(EventsOf);

    /// <summary>When a vote is announced, when it opens and when it closes.</summary>
    internal static (Instant Announced, LocalDate OpensOn, Instant Closes) TimesOf(DemoData.OwnersVote vote, Instant now)
    {
        var announced = CountyTime.StartOf(CountyTime.LocalDay(now).PlusDays(-vote.AnnouncedDaysAgo)) + Duration.FromHours(9);
        var opens = CountyTime.LocalDay(announced).PlusDays(Rule.NoticeDays);
        return (announced, opens, CountyTime.StartOf(opens.PlusDays(vote.OpenDays)));
    }

    private IEnumerable<(Instant At, Action<Instant> Happen)> EventsOf(DemoData.OwnersVote vote)
    {
        var (announced, opens, closes) = TimesOf(vote, now);
        var opened = CountyTime.StartOf(opens);
        yield return (announced + Duration.FromDays(2), at => players.Keep("prove_delivery", at, (change, keeper) => new ProveDelivery(Find(change, vote).Id, Heads(change, vote), DeliveryWay.ByHand).In(change, keeper)));
        var random = new Random(Seed + vote.Item);
        var until = closes < now ? closes : now;
        foreach (var (i, choice) in Choices(vote).Index())
        {
            yield return (opened + ((until - opened - Duration.FromHours(2)) * (i + random.NextDouble()) / vote.Taking), at => Take(vote, i, choice, at));
        }

        if (closes < now)
        {
            yield return (closes, at => players.Keep("close_vote", at, (change, _) => new CloseVote(Find(change, vote).Id).In(change)));
        }
    }

    // By turns, so that no building is all of one mind.
    private static IReadOnlyList<Choice> Choices(DemoData.OwnersVote vote)
    {
        var choices = Enumerable.Repeat(Choice.Yes, vote.Yes).Concat(Enumerable.Repeat(Choice.No, vote.No)).Concat(Enumerable.Repeat(Choice.Abstain, vote.Taking - vote.Yes - vote.No)).ToArray();
        new Random(Seed).Shuffle(choices);
        return choices;
    }

    private void Take(DemoData.OwnersVote vote, int index, Choice choice, Instant at)
    {
        var code = Receipt.New();
        if (index % 5 == 0 && index / 5 < DemoOwners.WithAccount - 1)
        {
            players.Cast(at, change => Online(change, vote, index / 5, choice, code));
            return;
        }

        players.Tell(players.Duty, at, (change, teller) => new EnterPaper(Find(change, vote).Id, PaperHead(change, vote, index), choice, code).In(change, teller));
        players.Tell(players.Dispatcher, at, (change, teller) => new EnterPaper(Find(change, vote).Id, LastWaiting(change, vote), choice, code).In(change, teller));
    }

    private static Outcome<BallotReceipt> Online(Change change, DemoData.OwnersVote vote, int owner, Choice choice, string code)
    {
        var found = Find(change, vote);
        var person = Owners(change)[owner];
        return new CastBallot(found.Id, Electorate.Own(change.Db, found, person)[0], choice, code).In(change, person);
    }

    // The heads without an account, in an order that goes round the buildings.
    private static int PaperHead(Change change, DemoData.OwnersVote vote, int index)
    {
        var found = Find(change, vote);
        var online = Owners(change).SelectMany(person => Electorate.Own(change.Db, found, person)).ToHashSet();
        var paper = Heads(change, vote).Where(head => !online.Contains(head)).SkipLast(1).ToArray();
        new Random(Seed).Shuffle(paper);
        return paper[index];
    }

    private static int LastWaiting(Change change, DemoData.OwnersVote vote)
    {
        var found = Find(change, vote);
        return change.Db.Set<PaperEntry>().Where(e => e.VoteId == found.Id).OrderByDescending(e => e.Seq).First().Head;
    }

    private static IReadOnlyList<Id<Person>> Owners(Change change) =>
        [.. change.Db.Set<Occupancy>().OrderBy(o => o.PlacePath).ThenBy(o => o.Id).Take(DemoOwners.WithAccount).Select(o => o.PersonId)];

    private static Vote Find(Change change, DemoData.OwnersVote vote) => change.Db.Set<Vote>().First(v => v.Question == vote.Question);

    private static IReadOnlyList<int> Heads(Change change, DemoData.OwnersVote vote)
    {
        var found = Find(change, vote);
        return [.. change.Db.Set<RollHead>().Where(h => h.VoteId == found.Id).OrderBy(h => h.Head).Select(h => h.Head)];
    }
}
