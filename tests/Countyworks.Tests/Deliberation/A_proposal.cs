using Countyworks.Core.Books;
using Countyworks.Core.Matters;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Votes;
using Countyworks.Data.Journal;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Deliberation;

public sealed class A_proposal
{
    [Theory, EveryEngine]
    public async Task Goes_from_the_topic_to_the_report(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await DeliberationGiven.In(county);

        var (id, vote) = await given.Decided();
        Assert.Equal(ProposalKind.Result, given.Stage(id));
        await given.Do(change => new FileForProposal(id, "安装十个充电桩", county.Community.Id).In(change, county.Dispatcher, county.Rules, FileRequest.NewTrackingCode()));
        Assert.Equal(ProposalKind.Execution, given.Stage(id));
        await given.Do(change => new ReportOnProposal(id, "十个桩已启用", [DeliberationGiven.Picture("竣工.png")]).In(change, county.Dispatcher, county.Rules));

        var matter = county.Read(db => db.Set<Matter>().Single(m => m.Id == id));
        Assert.Equal(("议-2026-000001", ProposalKind.Reported, false, "是否同意安装充电桩"), (matter.Number, matter.Stage, matter.IsOpen, matter.Title));
        Assert.Equal(VoteStage.Closed, county.Read(db => db.Set<Vote>().Single(v => v.Id == vote.Id).Stage));
        var request = county.Read(db => db.Set<Matter>().Single(m => m.Kind == "request"));
        Assert.True(county.Read(db => db.Set<MatterLink>().Any(l => l.FromId == id && l.ToId == request.Id && l.Relation == "led_to")));
    }

    [Theory, EveryEngine]
    public async Task Is_discussed_once_enough_neighbours_second_it_and_counts_nobody_twice(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await DeliberationGiven.In(county);
        var id = await given.Raised();
        var third = DeliberationGiven.As(await given.Votes.Owner("103"));
        Task<Outcome<int>> Second(Caller by) => county.Try("second", change => new SecondTopic(id).In(change, by, county.Rules, DeliberationGiven.Rule), by);

        Assert.Equal("own_topic", (await Second(given.Author)).Refusal?.Code);
        Assert.Equal(1, (await Second(given.Neighbour)).Value);
        Assert.Equal(1, (await Second(given.Neighbour)).Value);
        Assert.Equal(ProposalKind.Topic, given.Stage(id));
        Assert.Equal(2, (await Second(third)).Value);

        Assert.Equal(ProposalKind.Discussion, given.Stage(id));
        Assert.NotNull(county.Read(db => db.Set<MatterMark>().Single(m => m.MatterId == id)).MetAt);
    }

    [Fact]
    public async Task Is_raised_and_spoken_about_by_nobody_from_elsewhere()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Discussed();
        var stranger = DeliberationGiven.As(await given.Votes.Owner("104", since: "2027-01-01"));
        var tenant = DeliberationGiven.As(await given.Votes.Owner("105", kind: OccupancyKind.Tenant));

        Assert.Equal("not_of_the_neighbourhood", await given.Code(change => new RaiseTopic(given.Votes.Neighbourhood.Id, "甲", "乙").In(change, stranger, county.Rules)));
        Assert.Equal("not_of_the_neighbourhood", await given.Code(change => new Speak(id, ContributionKind.Comment, "好").In(change, stranger, county.Rules)));
        await given.Do(change => new Speak(id, ContributionKind.Comment, "好").In(change, tenant, county.Rules));
        Assert.Equal(SpeaksAs.Tenant, county.Read(db => db.Set<Contribution>().Single()).SpokeAs);
    }

    [Fact]
    public async Task Keeps_every_version_and_the_hash_of_each_is_that_of_its_rows()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Proposed();
        await given.Do(change => (given.Version(id, 2) with { Drawings = [DeliberationGiven.Picture()] }).In(change, given.Author, county.Rules));

        var rows = county.Read(db => db.Set<ProposalVersion>().OrderBy(v => v.Number).ToList());
        Assert.Equal(["安装十个充电桩。", "安装十个充电桩，离楼体八米。"], rows.Select(v => v.Text));
        Assert.All(rows, row => Assert.Equal(row.Hash, county.Read(db => ProposalCase.Find(db, id, county.Rules)!.Text(db, row.Number)!).Hash));
        var file = county.Read(db => db.Set<ProposalFile>().Single());
        await given.Do(change => (given.Version(id, 2) with { Kept = [file.FileId], Title = "是否同意安装" }).In(change, given.Author, county.Rules));
        Assert.Equal([2, 3], county.Read(db => db.Set<ProposalFile>().OrderBy(f => f.Number).Select(f => f.Number).ToList()));
    }

    [Fact]
    public async Task Takes_no_version_that_is_the_same_nor_one_written_past_anothers()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Proposed();

        Assert.Equal("version_same", await given.Code(change => (given.Version(id) with { Why = "没有" }).In(change, given.Author, county.Rules)));
        Assert.Equal("missing", await given.Code(change => (given.Version(id, 2) with { Why = "" }).In(change, given.Author, county.Rules)));
        Assert.Equal("changed_meanwhile", await given.Code(change => (given.Version(id, 2) with { After = 0 }).In(change, given.Author, county.Rules)));
        Assert.Equal("forbidden", await given.Code(change => given.Version(id, 2).In(change, given.Neighbour, county.Rules)));
    }

    [Fact]
    public async Task Waits_for_the_answers_of_named_experts_before_its_budget_is_disclosed()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Answering();
        var concern = await given.Concern(id);
        Task<string?> Disclose() => given.Code(change => new DiscloseBudget(id).In(change, county.Dispatcher, county.Rules, DeliberationGiven.Rule));

        Assert.Equal("concerns_unanswered", await Disclose());
        Assert.Equal("not_an_expert", await given.Code(change => new AnswerConcern(id, concern, "没事").In(change, county.Handler, county.Rules)));
        Assert.Equal("concern_unanswered", await given.Code(change => new CloseConcern(id, concern).In(change, county.Duty, county.Rules)));
        await given.Answer(id, concern);
        Assert.Null(await Disclose());

        Assert.Equal(["notice.deliberation_answered"], county.Read(db => db.Set<Notice>().Where(n => n.PersonId == given.Neighbour.Person!.Id).Select(n => n.Key).ToList()));
    }

    [Fact]
    public async Task Has_a_concern_closed_by_whoever_raised_it_or_by_a_moderator_once_it_is_answered()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Answering();
        var (own, other) = (await given.Concern(id), await given.Concern(id));
        await given.Answer(id, other);

        Assert.Equal("forbidden", await given.Code(change => new CloseConcern(id, own).In(change, given.Author, county.Rules)));
        await given.Do(change => new CloseConcern(id, own).In(change, given.Neighbour, county.Rules));
        await given.Do(change => new CloseConcern(id, other).In(change, county.Duty, county.Rules));
        Assert.Equal("concern_closed", await given.Code(change => new CloseConcern(id, other).In(change, county.Duty, county.Rules)));

        var facts = county.Read(db => db.Set<FactRow>().Where(f => f.Kind == "concern_closed").OrderBy(f => f.Seq).Select(f => f.Data).ToList());
        Assert.Equal([false, true], facts.ConvertAll(data => data.Contains("\"byModerator\":true", StringComparison.Ordinal)));
    }

    [Theory, EveryEngine]
    public async Task Is_not_voted_on_before_its_budget_lay_open_for_seven_whole_days(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await DeliberationGiven.In(county);
        var id = await given.Disclosed();
        Task<string?> Open() => given.Code(change => DeliberationGiven.OpenVote(id).In(change, county.Dispatcher, county.Rules, new VoteSettings()));

        county.Now("2026-10-01T23:59");
        Assert.Equal("disclosure_too_short", await Open());
        county.Now("2026-10-02T00:00");
        Assert.Null(await Open());
    }

    [Fact]
    public async Task Begins_its_waiting_anew_with_another_version()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Disclosed();
        county.Now("2026-10-01T09:00");

        await given.Do(change => given.Version(id, 2).In(change, given.Author, county.Rules));
        Assert.Equal(ProposalKind.Answers, given.Stage(id));
        county.Now("2026-10-03T09:00");
        Assert.Equal("wrong_stage", await given.Code(change => DeliberationGiven.OpenVote(id).In(change, county.Dispatcher, county.Rules, new VoteSettings())));
        await given.Do(change => new DiscloseBudget(id).In(change, county.Dispatcher, county.Rules, DeliberationGiven.Rule));

        Assert.Equal("disclosure_too_short", await given.Code(change => DeliberationGiven.OpenVote(id).In(change, county.Dispatcher, county.Rules, new VoteSettings())));
        Assert.Equal([1, 2], county.Read(db => db.Set<Disclosure>().OrderBy(d => d.Ordinal).Select(d => d.Number).ToList()));
    }

    [Fact]
    public async Task Is_not_voted_on_while_a_concern_raised_during_the_disclosure_waits()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Disclosed();
        var concern = await given.Concern(id);
        county.Now("2026-10-02T09:00");
        Task<string?> Open() => given.Code(change => DeliberationGiven.OpenVote(id).In(change, county.Dispatcher, county.Rules, new VoteSettings()));

        Assert.Equal("concerns_unanswered", await Open());
        await given.Answer(id, concern);
        Assert.Null(await Open());
    }

    [Theory, EveryEngine]
    public async Task Has_its_vote_bound_to_the_hash_of_the_version(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await DeliberationGiven.In(county);

        var (id, vote) = await given.Voting();

        var bound = county.Read(db => db.Set<BoundVote>().Single());
        var version = county.Read(db => ProposalCase.Find(db, id, county.Rules)!.Text(db, bound.Number)!);
        Assert.True(BoundVote.Binds(vote, version));
        Assert.EndsWith(Convert.ToHexStringLower(version.Hash), vote.Document, StringComparison.Ordinal);
        Assert.Equal(version.Hash, bound.Hash);
        Assert.False(BoundVote.Binds(vote, version with { Text = version.Text + "！" }));
        Assert.Equal("wrong_stage", await given.Code(change => given.Version(id, 2).In(change, given.Author, county.Rules)));
        Assert.Equal("wrong_stage", await given.Code(change => new Speak(id, ContributionKind.Concern, "还有").In(change, given.Neighbour, county.Rules)));
    }

    [Theory]
    [InlineData(Choice.No, 5, ProposalKind.Rejected)]
    [InlineData(Choice.Yes, 2, ProposalKind.Void)]
    [InlineData(Choice.Yes, 5, ProposalKind.Result)]
    public async Task Ends_or_goes_on_as_the_vote_says(Choice choice, int units, string stage)
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);

        var (id, _) = await given.Decided(choice, [.. new[] { "101", "102", "103", "104", "201" }.Take(units)]);

        Assert.Equal(stage, given.Stage(id));
    }

    [Fact]
    public async Task Goes_back_when_its_vote_is_taken_back_and_no_result_comes_before_the_close()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var (id, vote) = await given.Voting();

        Assert.Equal("vote_still_open", await given.Code(change => new PublishResult(id).In(change, county.Rules)));
        await given.Do(change => new WithdrawVote(vote.Id, "图纸有误").In(change, county.Dispatcher));
        await given.Do(change => new PublishResult(id).In(change, county.Rules));

        Assert.Equal(ProposalKind.Answers, given.Stage(id));
    }

    [Theory, EveryEngine]
    public async Task Holds_no_more_money_than_the_owners_voted_to_spend_out_of_it(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await DeliberationGiven.In(county);
        var (id, vote) = await given.Decided();
        var (ledger, fees) = (await Ledger(given, "common", LedgerScope.CommonIncome), await Ledger(given, "fees", LedgerScope.PropertyFees));
        Task<string?> Hold(Id<Ledger> of, long fen) => given.Code(change => new HoldForProposal(
            id, of, AccountCode.Of("Fund:Common"), AccountCode.Of("Liabilities:Vendor"), Money.FromFen(fen), new(2027, 1, 31)).In(change, county.Dispatcher, county.Rules));

        Assert.Equal("no_cost_from_ledger", await Hold(fees, 100));
        Assert.Equal("authority_exceeded", await Hold(ledger, 860_001));
        Assert.Null(await Hold(ledger, 500_000));
        Assert.Equal("authority_exceeded", await Hold(ledger, 360_001));
        Assert.Null(await Hold(ledger, 360_000));

        var authority = county.Read(db => db.Set<StoredAuthority>().Single());
        Assert.Equal((AuthorityKind.Vote, vote.Number, 860_000L, 860_000L), (authority.Kind, authority.Reference, authority.LimitFen, authority.HeldFen));
        Assert.Equal(vote.DocumentHash, authority.Document);
        Assert.Equal([1, 2], county.Read(db => db.Set<Doer>().OrderBy(d => d.Ordinal).Select(d => d.Ordinal).ToList()));
    }

    [Fact]
    public async Task Is_not_carried_out_before_it_is_passed_nor_reported_on_without_a_photo()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var (id, _) = await given.Voting();
        Task<string?> File() => given.Code(change => new FileForProposal(id, "做", county.Community.Id).In(change, county.Dispatcher, county.Rules, FileRequest.NewTrackingCode()));

        Assert.Equal("wrong_stage", await File());
        Assert.Equal("wrong_stage", await given.Code(change => new ReportOnProposal(id, "好了", [DeliberationGiven.Picture()]).In(change, county.Dispatcher, county.Rules)));
        Assert.Equal("missing", await given.Code(change => new ReportOnProposal(id, "好了", []).In(change, county.Dispatcher, county.Rules)));
    }

    [Fact]
    public async Task Hides_what_must_not_stand_with_a_reason_and_tells_whoever_said_it()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Discussed();
        var said = await given.Do(change => new Speak(id, ContributionKind.Comment, "三楼张某电话139…").In(change, given.Neighbour, county.Rules));

        Assert.Equal("missing", await given.Code(change => new HideContribution(id, said, HideReason.PersonalData, "").In(change, county.Duty, county.Rules)));
        Assert.Equal("forbidden", await given.Code(change => new HideContribution(id, said, HideReason.PersonalData, "含电话").In(change, given.Author, county.Rules)));
        await given.Do(change => new HideContribution(id, said, HideReason.PersonalData, "含他人电话").In(change, county.Duty, county.Rules));

        Assert.Equal(("含他人电话", true), county.Read(db => db.Set<Contribution>().AsEnumerable().Select(c => (c.HiddenWords!, c.IsHidden)).Single()));
        var fact = county.Read(db => db.Set<FactRow>().Single(f => f.Kind == "contribution_hidden"));
        Assert.Equal(("含他人电话", Audience.Public), (fact.Remark, fact.Audience));
        Assert.True(county.Read(db => db.Set<Notice>().Any(n => n.PersonId == given.Neighbour.Person!.Id && n.Key == "notice.deliberation_hidden")));
        await given.Do(change => new ShowContribution(id, said).In(change, county.Duty, county.Rules));
        Assert.False(county.Read(db => db.Set<Contribution>().Single()).IsHidden);
    }

    [Fact]
    public async Task Keeps_a_concern_that_was_hidden_from_holding_it_up()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Answering();
        var concern = await given.Concern(id);

        await given.Do(change => new HideContribution(id, concern, HideReason.Insult, "辱骂").In(change, county.Duty, county.Rules));

        Assert.Null(await given.Code(change => new DiscloseBudget(id).In(change, county.Dispatcher, county.Rules, DeliberationGiven.Rule)));
    }

    [Fact]
    public async Task Is_taken_back_by_its_author_alone_and_not_once_it_is_voted_on()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var id = await given.Discussed();

        Assert.Equal("forbidden", await given.Code(change => new WithdrawProposal(id, "不要了").In(change, given.Neighbour, county.Rules)));
        await given.Do(change => new WithdrawProposal(id, "已另有安排").In(change, given.Author, county.Rules));

        Assert.Equal(ProposalKind.Withdrawn, given.Stage(id));
        Assert.Equal("wrong_stage", await given.Code(change => new Speak(id, ContributionKind.Comment, "可惜").In(change, given.Neighbour, county.Rules)));
    }

    [Fact]
    public async Task Grows_out_of_a_matter_for_those_who_may_see_it()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var filed = await county.File();

        Assert.Equal("not_found", await given.Code(change => new RaiseTopic(given.Votes.Neighbourhood.Id, "路灯", "换灯", filed.Id).In(change, given.Author, county.Rules)));
        var id = await given.Do(change => new RaiseTopic(given.Votes.Neighbourhood.Id, "路灯", "换灯", filed.Id).In(change, county.Dispatcher, county.Rules));

        Assert.True(county.Read(db => db.Set<MatterLink>().Any(l => l.FromId == filed.Id && l.ToId == id)));
    }

    private static async Task<Id<Ledger>> Ledger(DeliberationGiven given, string code, LedgerScope scope)
    {
        var ledger = await given.Do(change => new OpenLedger(code, code, scope, given.Votes.Neighbourhood.Id).In(change));
        await given.Do(change => new OpenLedgerAccount(ledger.Id, "Fund:Common", "公共收益", true).In(change));
        await given.Do(change => new OpenLedgerAccount(ledger.Id, "Liabilities:Vendor", "施工单位", false).In(change));
        await given.Do(change => new OpenLedgerAccount(ledger.Id, "Assets:Bank", "专户", false).In(change));
        await given.Do(change => new MakeEntry(ledger.Id, EntryOrder.Post("open", CountyTime.LocalDay(change.Now), Leg.Debit("Assets:Bank", 10_000_000), Leg.Credit("Fund:Common", 10_000_000))).In(change));
        return ledger.Id;
    }
}
