using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.Matters.Templates;
using Countyworks.Core.Modules;
using Countyworks.Core.OwnData;
using Countyworks.Core.Settings;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.CommunityFund.Api;
using Countyworks.Neighbourhood.CommunityFund.Pages;
using Countyworks.Neighbourhood.Deliberation;
using Countyworks.Neighbourhood.Deliberation.Pages;
using Countyworks.Neighbourhood.HappinessBill;
using Countyworks.Neighbourhood.OwnersVotes;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Api;
using Countyworks.Neighbourhood.Requests.Board;
using Countyworks.Neighbourhood.Requests.Desk;
using Countyworks.Neighbourhood.Requests.Erasing;
using Countyworks.Neighbourhood.Requests.Figures;
using Countyworks.Neighbourhood.Requests.Handling;
using Countyworks.Neighbourhood.Requests.Importing;
using Countyworks.Neighbourhood.Requests.Importing.Batches;
using Countyworks.Neighbourhood.Requests.Importing.Pages;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Neighbourhood.Requests.Keeping;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Countyworks.Neighbourhood.Requests.Knowledge.Pages;
using Countyworks.Neighbourhood.Requests.Open311;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Neighbourhood.Requests.Open311.Filing;
using Countyworks.Neighbourhood.Requests.Open311.Forwarding;
using Countyworks.Neighbourhood.Requests.Open311.Forwarding.Pages;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Countyworks.Neighbourhood.Requests.Open311.Updates;
using Countyworks.Neighbourhood.Requests.Pages;
using Countyworks.Neighbourhood.Requests.Pages.Front;
using Countyworks.Neighbourhood.Requests.Pages.Mine;
using Countyworks.Neighbourhood.Requests.Pages.Report;
using Countyworks.Neighbourhood.Requests.Pages.Track;
using Countyworks.Neighbourhood.Requests.Routing;
using Countyworks.Neighbourhood.Requests.Routing.Pages;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Neighbourhood.Roster.Api;
using Countyworks.Neighbourhood.Roster.Pages;
using Countyworks.Neighbourhood.VillageCompany;
using Countyworks.Neighbourhood.VillageCompany.Api;
using Countyworks.Neighbourhood.VillageCompany.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood;

/// <summary>The neighbourhood programme: its table of contents.</summary>
public static class NeighbourhoodModule
{
    /// <summary>What it contributes.</summary>
    public static readonly Module Module = new(new DataPart(
        "neighbourhood",
        typeof(NeighbourhoodModule).Assembly,
        tables =>
        {
            Contact.Map(tables.Entity<Request>());
            tables.Entity<Category>().HasKey(c => c.Code);
            tables.Entity<StoredProfile>().HasKey(p => p.Name);
            tables.Entity<Article>();
            tables.Entity<RoutingRule>();
            tables.Entity<ImportBatch>();
            tables.Entity<Open311Key>().ToTable("open311_key");
            tables.Entity<Open311Call>().ToTable("open311_call");
            tables.Entity<ServiceAttribute>().HasKey(a => new { a.Category, a.Code });
            tables.Entity<RequestUpdate>().HasKey(u => u.Seq);
            tables.Entity<ForwardingRule>();
            tables.Entity<ForwardedRequest>();
            tables.Entity<ForwardedUpdate>().HasKey(u => new { u.ForwardedId, u.UpdateId });
            tables.Entity<ImportRejection>().HasKey(r => new { r.BatchId, r.Line });
            tables.Entity<Shift>().Ignore(s => s.Time);
            tables.Entity<HandOver>().HasKey(h => h.ShiftId);
            tables.Entity<ToldGap>().HasKey(g => new { g.PlaceId, g.StartsAt });
            FundTables.Map(tables);
            tables.Entity<Proposal>();
            tables.Entity<Seconding>().HasKey(s => new { s.ProposalId, s.PersonId });
            tables.Entity<ProposalVersion>().HasKey(v => new { v.ProposalId, v.Number });
            tables.Entity<BudgetLine>().Ignore(l => l.Known).HasKey(l => new { l.ProposalId, l.Number, l.Ordinal });
            tables.Entity<ProposalFile>().HasKey(f => new { f.ProposalId, f.Number, f.Ordinal });
            tables.Entity<Expert>().HasKey(e => new { e.ProposalId, e.PersonId });
            tables.Entity<Contribution>().Ignore(c => c.IsHidden);
            tables.Entity<Disclosure>().HasKey(d => new { d.ProposalId, d.Ordinal });
            tables.Entity<BoundVote>().HasKey(b => b.VoteId);
            tables.Entity<Doer>().HasKey(d => new { d.ProposalId, d.Ordinal });
            tables.Entity<ResultReport>().HasKey(r => r.ProposalId);
            CompanyTables.Map(tables);
        },
        [
            typeof(RequestFiled), typeof(RequestJoined), typeof(RequestRated), typeof(InformationAdded), typeof(ContactRevealed), typeof(ContactErased), typeof(WordsErased), typeof(RequesterHidden),
            typeof(OutcomeRecordedElsewhere), typeof(RequestHeldElsewhere), typeof(CategoriesImported), typeof(UnitsImported), typeof(ProfileSaved),
            typeof(Open311KeyMade), typeof(Open311KeyEnded), typeof(Open311DetailsGiven), typeof(Open311UpdateTaken), typeof(ForwardingRuleMade),
            typeof(ForwardingRuleEnded), typeof(RequestForwarded), typeof(ForwardingFailed), typeof(RemoteUpdated), typeof(RemoteClosed),
            typeof(ArticleWritten), typeof(ArticleOffered), typeof(CategoryKept),
            typeof(RoutingRuleSet), typeof(RoutingRuleEnded),
            typeof(ShiftPlanned), typeof(ShiftReplaced), typeof(ShiftsSwapped), typeof(ShiftEnded), typeof(ShiftHandedOver), typeof(HandOverConfirmed), typeof(RosterGapTold), typeof(ShiftReminded),
            .. FundTables.Facts,
            typeof(TopicSeconded), typeof(VersionWritten), typeof(ExpertNamed), typeof(ContributionMade), typeof(ConcernClosed), typeof(ContributionHidden), typeof(ContributionShown), typeof(BudgetDisclosed),
            typeof(VoteBoundToVersion), typeof(DoerNamed), typeof(ContributionErased),
            typeof(CompanyFounded), typeof(HoldingAdded), typeof(AssetAdded), typeof(MemberEntered), typeof(MembershipEnded), typeof(SharesChanged), typeof(RegisterFrozen), typeof(SessionsLookedAt),
            typeof(SessionsImported), typeof(ContractSigned), typeof(RelatedPartyDeclared), typeof(AssemblyDecided), typeof(ProfitPaid), typeof(VillageDividendDeclared),
        ])
    {
        Listeners = [.. RequestUpkeep.Listeners, .. RequesterNotices.Listeners, .. UpdateKeeping.Listeners, .. OrderForwarding.Listeners, .. VoteNotices.Listeners],
    })
    {
        Kinds = [RequestKind.Kind, ProposalKind.Kind],
        Found = change =>
        {
            LoadCategories.In(change);
            ServiceAttributes.Load(change);
        },
        Tales = [.. RequestTales.All, .. Open311Tales.All, .. DeliberationTales.All],
        Texts =
        [
            "Countyworks.Neighbourhood.CommunityFund.Texts",
            "Countyworks.Neighbourhood.HappinessBill.Texts",
            "Countyworks.Neighbourhood.Deliberation.Texts",
            "Countyworks.Neighbourhood.OwnersVotes.Texts",
            "Countyworks.Neighbourhood.Requests.Board.Texts",
            "Countyworks.Neighbourhood.Requests.Desk.Texts",
            "Countyworks.Neighbourhood.Requests.Figures.Texts",
            "Countyworks.Neighbourhood.Requests.Handling.Texts",
            "Countyworks.Neighbourhood.Requests.Importing.Texts",
            "Countyworks.Neighbourhood.Requests.Open311.Texts",
            "Countyworks.Neighbourhood.Requests.Pages.Front.Texts",
            "Countyworks.Neighbourhood.Requests.Pages.Mine.Texts",
            "Countyworks.Neighbourhood.Requests.Pages.Report.Texts",
            "Countyworks.Neighbourhood.Requests.Pages.Track.Texts",
            "Countyworks.Neighbourhood.Requests.Routing.Texts",
            "Countyworks.Neighbourhood.Requests.Texts",
            "Countyworks.Neighbourhood.Roster.Texts",
            "Countyworks.Neighbourhood.VillageCompany.Texts",
        ],
        Permissions = [.. RequestPermissions.All, .. RosterPermissions.All, .. FundPermissions.All, .. DeliberationPermissions.All, .. CompanyPermissions.All],
        Routes = routes =>
        {
            RequestApi.Map(routes);
            FiguresApi.Map(routes);
            ArticleApi.Map(routes);
            CategoryApi.Map(routes);
            KnowledgeEndpoints.Map(routes);
            CategoryEndpoints.Map(routes);
            RoutingApi.Map(routes);
            BoardEndpoints.Map(routes);
            RoutingEndpoints.Map(routes);
            DeskEndpoints.Map(routes);
            FrontEndpoints.Map(routes);
            ReportEndpoints.Map(routes);
            TrackEndpoints.Map(routes);
            MineEndpoints.Map(routes);
            RevealEndpoints.Map(routes);
            CallBackEndpoints.Map(routes);
            FiguresEndpoints.Map(routes);
            ImportEndpoints.Map(routes);
            DeliberationApi.Map(routes);
            KeepProposalApi.Map(routes);
            DeliberationEndpoints.Map(routes);
            VoteApi.Map(routes);
            KeepVoteApi.Map(routes);
            VoteEndpoints.Map(routes);
            FundApi.Map(routes);
            ExpenseApi.Map(routes);
            FundEndpoints.Map(routes);
            BillEndpoints.Map(routes);
            RosterApi.Map(routes);
            RosterEndpoints.Map(routes);
            CompanyApi.Map(routes);
            RegisterApi.Map(routes);
            AssemblyApi.Map(routes);
            SessionApi.Map(routes);
            CompanyEndpoints.Map(routes);
            Open311Endpoints.Map(routes);
            KeyEndpoints.Map(routes);
            ForwardingEndpoints.Map(routes);
        },
        Services = services => TodayInNumbers.AddTo(services)
            .AddCached(Categories.Read)
            .AddCached(Articles.Read)
            .AddCached(RoutingTable.Read)
            .AddCached(PastCases.Read, PastCases.AgeLimit)
            .AddSingleton<RoutingAdvisor>()
            .AddSingleton<IDispatchAdvisor>(provider => provider.GetRequiredService<RoutingAdvisor>())
            .AddSingleton<RoutingServices>()
            .AddSingleton<Recent<BoardCounts>>()
            .AddSingleton<BoardReader>()
            .AddSingleton<KeptFiles>()
            .AddSingleton<Reporting>()
            .AddSingleton<TrackingCheck>()
            .AddSingleton<TrackReading>()
            .AddSingleton<IMatterPanel, RequestPanel>()
            .AddSingleton<IOwnData, RequestOwnData>()
            .AddSingleton<IFileAccess, FundPaperAccess>()
            .AddSingleton<IOwnData, DeliberationOwnData>()
            .AddSingleton<IFileAccess, DeliberationFiles>()
            .AddSingleton<IMatterPanel, ProposalPanel>()
            .AddSingleton<DeliberationReader>()
            .AddSingleton<IFileAccess, CompanyFileAccess>()
            .AddSingleton<IMatterCategories, RequestCategories>()
            .AddSingleton(provider => new SettingChoices(HideRequester.Setting, () => provider.GetRequiredService<Cached<Categories>>().Current.Options))
            .AddSingleton<RequestImporter>()
            .AddSingleton<BatchFiles>()
            .AddSingleton<ImportBatches>()
            .AddOpen311()
            .AddCached(ShiftsOfToday.Read, ShiftsOfToday.AgeLimit)
            .AddSingleton<RosterPhones>()
            .AddSingleton<IDutyPhones>(provider => provider.GetRequiredService<RosterPhones>())
            .AddRequestFigures(),
        Navigation =
        [
            new("board.title", BoardEndpoints.Path, RequestPermissions.Dispatch, "send"),
            new("desk.title", DeskEndpoints.Path, RequestPermissions.Take, "phone"),
            new("roster.title", RosterEndpoints.Path, RosterPermissions.See, "calendar"),
            new("funds.title", FundEndpoints.Path, FundPermissions.See, "receipt-text") { Count = Committee.Waiting },
            new("deliberation.title", DeliberationEndpoints.Path, DeliberationPermissions.Moderate, "message-square-text"),
            new("votes.title", VoteEndpoints.Path, VotePermissions.Tell, "vote"),
            new("village.title", CompanyEndpoints.Path, CompanyPermissions.See, "landmark"),
            new("knowledge.list", KnowledgeEndpoints.Path, RequestPermissions.ReadKnowledge, "message-square-text"),
            new("figures.navigation", FiguresView.LeadersPath, RequestPermissions.Figures, "chart-column"),
            new("routing.title", RoutingEndpoints.Path, RequestPermissions.Keep, "link"),
            new("import.title", ImportEndpoints.Path, RequestPermissions.Keep, "inbox"),
            new("forwarding.title", ForwardingEndpoints.Path, RequestPermissions.Keep, "send"),
            new("open311_keys.title", KeyEndpoints.Path, RequestPermissions.Keep, "lock"),
        ],
        Settings =
        [
            DeclaredSetting.Of(RateRule.Setting, new RateRule(), rule => rule.Wrong()), DeclaredSetting.Of(ServerRule.Setting, new ServerRule()),
            DeclaredSetting.Of(RosterRule.Setting, new RosterRule(), rule => rule.Wrong()),
            DeclaredSetting.Of<IReadOnlyList<string>>(HideRequester.Setting, []),
            DeclaredSetting.Of(FundRule.Setting, new FundRule(), rule => rule.Wrong()),
            DeclaredSetting.Of(DeliberationRule.Setting, new DeliberationRule(), rule => rule.Wrong()),
        ],
        Figures = [.. RosterFigures.All, .. DeliberationFigures.All, .. FundFigures.All, .. CompanyFigures.All],
        Jobs = [RequestJobs.Lapse, SealContacts.Job, KeepContacts.Job, FiguresUpkeep.Job, ImportBatches.Job, RosterReminders.Job, ForwardingPolling.Job, BillingRuns.Job, FundReminders.Job, FundSealing.Job, DeliberationJobs.Publish],
    };
}
