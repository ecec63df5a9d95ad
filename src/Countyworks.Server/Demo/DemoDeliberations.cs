using Countyworks.Core.Books;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>
/// The deliberations of the demo's first neighbourhood. Charging piles: low-floor owners raise concerns, an expert answers them by name, a second version follows, its budget lies
/// open, the owners vote on it and it is carried out. Lifts are being voted on, a ramp's budget lies open, parcel lockers are asked about, and a topic was just raised.
/// </summary>
/// <param name="players">Who acts, and where.</param>
/// <param name="now">The end of the year.</param>
internal sealed class DemoDeliberations(DemoPlayers players, Instant now)
{
    private const string Ledger = "east-gate/common";
    private static readonly DeliberationRule Rule = new();

    /// <summary>What happens, in the order of its moments within each.</summary>
    public IEnumerable<(Instant At, Action<Instant> Happen)> Events() => DemoData.Proposals.SelectMany(EventsOf).Append((now - Duration.FromDays(200), OpenBooks));

    private IEnumerable<(Instant At, Action<Instant> Happen)> EventsOf(DemoData.Deliberated proposal)
    {
        var vote = DemoData.Votes.FirstOrDefault(v => v.Question == proposal.Question);
        var anchor = CountyTime.LocalDay(now).PlusDays(-(vote?.AnnouncedDaysAgo ?? proposal.DaysAgo));
        Instant On(int days, int hour) => CountyTime.StartOf(anchor.PlusDays(days)) + Duration.FromHours(hour);
        var (start, author) = (proposal.Stage == ProposalKind.Topic ? 0 : -40, players.Owner(0));
        yield return (On(start, 19), at => players.Act("raise_topic", author, at, (change, rules) => new RaiseTopic(Compound.Id, proposal.TopicTitle, proposal.Topic).In(change, author, rules)));
        for (var i = 1; i <= (proposal.Stage == ProposalKind.Topic ? 2 : Rule.Seconds); i++)
        {
            var neighbour = players.Owner(i);
            yield return (On(start, 19) + Duration.FromHours(i), at => players.Act("second_topic", neighbour, at, (change, rules) => new SecondTopic(Find(change, proposal)).In(change, neighbour, rules, Rule)));
        }

        if (proposal.Stage == ProposalKind.Topic)
        {
            yield break;
        }

        yield return (On(-36, 20), at => players.Act("write_version", author, at, (change, rules) => Version(change, proposal, 1).In(change, author, rules)));
        yield return (On(-32, 10), at => players.Keep("name_expert", at, (change, keeper) => new NameExpert(Find(change, proposal), proposal.Expert, proposal.Field).In(change, keeper, players.Rules)));
        foreach (var said in DemoData.Talk.Where(t => t.Question == proposal.Question).SelectMany((said, i) => Said(proposal, said, On(-30 + i, 18))))
        {
            yield return said;
        }

        if (proposal.Second.Length > 0)
        {
            yield return (On(-14, 20), at => players.Act("write_version", author, at, (change, rules) => Version(change, proposal, 2).In(change, author, rules)));
        }

        if (proposal.Stage is ProposalKind.Disclosed or ProposalKind.Voting)
        {
            yield return (On(vote is null ? 0 : -10, 10), at => players.Keep("disclose_budget", at, (change, keeper) => new DiscloseBudget(Find(change, proposal)).In(change, keeper, players.Rules, Rule)));
        }

        if (vote is not null)
        {
            foreach (var last in ToTheResult(proposal, vote))
            {
                yield return last;
            }
        }
    }

    private IEnumerable<(Instant At, Action<Instant> Happen)> ToTheResult(DemoData.Deliberated proposal, DemoData.OwnersVote vote)
    {
        var times = DemoVotes.TimesOf(vote, now);
        yield return (times.Announced, at => players.Keep("open_proposal_vote", at, (change, keeper) =>
            new OpenProposalVote(Find(change, proposal), times.OpensOn, times.Closes).In(change, keeper, players.Rules, new VoteSettings())));
        if (times.Closes < now)
        {
            // The vote is closed at its hour, see DemoVotes; what came of it is published with the next run of the job.
            yield return (times.Closes + Duration.FromMinutes(1), at => players.Keep("publish_result", at, (change, _) => new PublishResult(Find(change, proposal)).In(change, players.Rules)));
            yield return (times.Closes + Duration.FromHours(34), at => players.Keep("file_for_proposal", at, (change, keeper) =>
                new FileForProposal(Find(change, proposal), proposal.Second, Compound.ParentId!.Value).In(change, keeper, players.Rules, FileRequest.NewTrackingCode())));
            yield return (times.Closes + Duration.FromHours(35), at => players.Keep("hold_for_proposal", at, (change, keeper) => Hold(change, proposal).In(change, keeper, players.Rules)));
        }
    }

    private IEnumerable<(Instant At, Action<Instant> Happen)> Said(DemoData.Deliberated proposal, DemoData.Utterance said, Instant moment)
    {
        var by = players.Owner(said.Owner - 1);
        yield return (moment, at => players.Act("speak", by, at, (change, rules) => new Speak(Find(change, proposal), said.Kind, said.Text).In(change, by, rules)));
        if (said.Kind == ContributionKind.Comment)
        {
            if (said.Fate.Length > 0)
            {
                yield return (moment + Duration.FromHours(1), at => players.Act("hide_contribution", players.Duty, at, (change, rules) =>
                    new HideContribution(Find(change, proposal), Find(change, said), EnumNames<HideReason>.Parse(said.Fate)!.Value, said.Answer).In(change, players.Duty, rules)));
            }

            yield break;
        }

        if (said.Answer.Length > 0)
        {
            var expert = players.User(proposal.Expert);
            yield return (moment + Duration.FromHours(16), at => players.Act("answer_concern", expert, at, (change, rules) => new AnswerConcern(Find(change, proposal), Find(change, said), said.Answer).In(change, expert, rules)));
        }

        if (said.Fate == EnumNames<ConcernState>.Of(ConcernState.Closed))
        {
            yield return (moment + Duration.FromHours(26), at => players.Act("close_concern", by, at, (change, rules) => new CloseConcern(Find(change, proposal), Find(change, said)).In(change, by, rules)));
        }
    }

    private static WriteVersion Version(Change change, DemoData.Deliberated proposal, int number) => new(
        Find(change, proposal), proposal.Question, proposal.Item, proposal.Part, number == 1 ? proposal.First : proposal.Second,
        [.. DemoData.Costs.Where(c => c.Question == proposal.Question && c.Versions.Contains(number)).Select(c => c.Line)])
    {
        Why = number == 1 ? "" : proposal.Why,
    };

    private static HoldForProposal Hold(Change change, DemoData.Deliberated proposal)
    {
        var ledger = change.Db.Set<StoredLedger>().First(l => l.Code == Ledger);
        var amount = Money.Sum(DemoData.Costs.Where(c => c.Question == proposal.Question && c.Versions.Contains(2) && c.Line is { Source: MoneySource.CommonIncome, IsYearly: false }).Select(c => c.Line.Amount));
        return new(Find(change, proposal), ledger.Id, AccountCode.Of("Fund:Common"), AccountCode.Of("Liabilities:Contractor"), amount, CountyTime.LocalDay(change.Now).PlusDays(180));
    }

    // The neighbourhood's common income, as far as it is needed to hold money for what was voted.
    private void OpenBooks(Instant moment) => players.Keep("open_ledger", moment, (change, _) =>
    {
        var names = DemoData.LedgerNames;
        return new OpenLedger(Ledger, names["ledger"], LedgerScope.CommonIncome, Compound.Id).In(change).Then(ledger =>
        {
            foreach (var (code, isMemberMoney) in new[] { ("Fund:Common", true), ("Liabilities:Contractor", false), ("Assets:Bank:Common", false) })
            {
                new OpenLedgerAccount(ledger.Id, code, names[code], isMemberMoney).In(change).Expect();
            }

            var fen = Money.Parse(names["income"]).Expect().Fen;
            return new MakeEntry(ledger.Id, EntryOrder.Post("advertising", CountyTime.LocalDay(change.Now), Leg.Debit("Assets:Bank:Common", fen), Leg.Credit("Fund:Common", fen)) with { Memo = names["memo"] }).In(change);
        });
    });

    private Place Compound => players.Compound(DemoOwners.Neighbourhood);

    private static Id<Matter> Find(Change change, DemoData.Deliberated proposal) => change.Db.Set<Proposal>().First(p => p.Text == proposal.Topic).Id;

    private static Id<Contribution> Find(Change change, DemoData.Utterance said) => change.Db.Set<Contribution>().First(c => c.Text == said.Text).Id;
}
