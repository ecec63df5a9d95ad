using Countyworks.Core.OwnData;
using Countyworks.Core.Administration;
using Countyworks.Core.Books;
using Countyworks.Core.Calendars;
using Countyworks.Core.Files;
using Countyworks.Core.Indicators;
using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Api;
using Countyworks.Core.Matters.Templates.Pages;
using Countyworks.Core.Matters.Templates;
using Countyworks.Core.Modules;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Seals;
using Countyworks.Core.Search;
using Countyworks.Core.Secrets;
using Countyworks.Core.Settings;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Core.SignIn.Attempts;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.OAuth;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.SignIn.Recoveries;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core;

/// <summary>What all programmes share: places, people, posts, sign-in, matters.</summary>
public static class CoreModule
{
    /// <summary>The table of contents.</summary>
    public static readonly Module Module = new(new DataPart(
        "core",
        typeof(CoreModule).Assembly,
        tables =>
        {
            tables.Entity<Place>();
            PersonContact.Map(tables.Entity<Person>());
            tables.Entity<Organisation>();
            tables.Entity<Post>();
            tables.Entity<Account>().HasKey(a => a.PersonId);
            tables.Entity<Session>().HasKey(s => s.TokenHash);
            tables.Entity<ApiKey>();
            tables.Entity<Authenticator>().HasKey(a => a.PersonId);
            tables.Entity<RecoveryCode>().HasKey(c => new { c.PersonId, c.CodeHash });
            tables.Entity<Passkey>().HasKey(p => p.CredentialId);
            tables.Entity<ProviderLink>().HasKey(l => l.PersonId);
            tables.Entity<SignInAttempt>();
            tables.Entity<KeptAttempts>().HasKey(a => new { a.Name, a.KeyHash });
            tables.Entity<Recovery>();
            tables.Entity<Occupancy>();
            tables.Entity<Invitation>();
            tables.Entity<CalendarYear>().HasKey(c => c.Year);
            tables.Entity<Setting>().HasKey(s => new { s.Name, s.EffectiveFrom, s.At });
            tables.Entity<Matter>();
            tables.Entity<MatterMark>().HasKey(m => new { m.MatterId, m.Mark });
            tables.Entity<MatterPause>();
            tables.Entity<Assignment>();
            tables.Entity<Ask>();
            tables.Entity<MatterLink>().HasKey(l => new { l.FromId, l.ToId, l.Relation });
            tables.Entity<Watcher>().HasKey(w => new { w.MatterId, w.PersonId });
            tables.Entity<IndicatorSum>().HasKey(i => new { i.Indicator, i.Month, i.PlaceId, i.UnitId, i.Category, i.Flags });
            tables.Entity<StoredFile>();
            tables.Entity<SearchEntry>().HasKey(e => e.SubjectId);
            tables.Entity<Notice>().Ignore(n => n.Text);
            tables.Entity<NoticeChannel>().HasKey(c => new { c.PersonId, c.Kind });
            tables.Entity<ReplyTemplate>();
            tables.Entity<StoredLedger>().ToTable("ledger").Ignore(l => l.Known);
            tables.Entity<StoredAccount>().ToTable("ledger_account").Ignore(a => a.Known).HasKey(a => new { a.LedgerId, a.Code });
            tables.Entity<StoredAuthority>().ToTable("spend_authority").Ignore(a => a.Known);
            tables.Entity<StoredEntry>().ToTable("ledger_entry").HasKey(e => new { e.LedgerId, e.Seq });
            tables.Entity<StoredLeg>().ToTable("ledger_leg").Ignore(l => l.Known).HasKey(l => new { l.LedgerId, l.Seq, l.Account, l.Side, l.Phase });
            tables.Entity<StoredClosure>().ToTable("ledger_closure").HasKey(c => new { c.LedgerId, c.Through });
            tables.Entity<SealTile>().HasKey(t => new { t.Level, t.Number });
            tables.Entity<SealHead>().HasKey(h => h.Size);
            tables.Entity<UnitTitle>().HasKey(u => u.PlaceId);
            tables.Entity<Vote>().Ignore(v => v.Rule).Ignore(v => v.RecordDay);
            tables.Entity<RollHead>().HasKey(h => new { h.VoteId, h.Head });
            tables.Entity<RollPlace>().HasKey(u => new { u.VoteId, u.PlaceId });
            tables.Entity<CastRow>().ToTable("ballot").HasKey(b => new { b.VoteId, b.Seq });
            tables.Entity<PaperEntry>().HasKey(e => new { e.VoteId, e.Seq });
            tables.Entity<MandateRow>().ToTable("mandate");
            tables.Entity<DeliveryRow>().ToTable("delivery").HasKey(d => new { d.VoteId, d.Head, d.Way });
            tables.Entity<MatterFile>().HasKey(f => new { f.MatterId, f.FileId });
        },
        [
            typeof(DivisionsLoaded), typeof(PlaceAdded), typeof(PlaceRenamed), typeof(PlaceEnded), typeof(PersonAdded), typeof(PersonCorrected), typeof(PersonErased), typeof(DataExported), typeof(FilesDropped), typeof(OrganisationAdded), typeof(OrganisationRenamed), typeof(OrganisationEnded), typeof(PersonAppointed), typeof(PostEnded),
            typeof(AccountOpened), typeof(PasswordReset), typeof(PasswordChanged), typeof(SessionStarted), typeof(SessionEnded),
            typeof(ApiKeyMade), typeof(ApiKeyEnded),
            typeof(AuthenticatorAdded), typeof(AuthenticatorRemoved), typeof(RecoveryCodesMade), typeof(RecoveryCodeUsed), typeof(PasskeyAdded), typeof(PasskeyRemoved), typeof(ProviderLinked), typeof(ProviderUnlinked),
            typeof(RecoveryAsked), typeof(RecoveryConfirmed), typeof(RecoveryEnded), typeof(AccessRecovered), typeof(InvitationPrinted), typeof(OccupancyBegan), typeof(OccupancyEnded),
            typeof(SettingChanged), typeof(CalendarImported),
            typeof(LedgerOpened), typeof(LedgerAccountOpened), typeof(AuthorityGiven), typeof(AuthorityAnnulled), typeof(LedgerEntered), typeof(PeriodClosed),
            typeof(TitlesImported), typeof(VoteDrafted), typeof(VoteAnnounced), typeof(BallotCast), typeof(PaperRead), typeof(MandateShown), typeof(BallotsDelivered), typeof(VoteClosed), typeof(VoteWithdrawn),
            typeof(MatterOpened), typeof(MatterMoved), typeof(MatterDispatched), typeof(AssistAsked), typeof(AssistDone), typeof(AskMade), typeof(AskDecided), typeof(AskLapsed), typeof(MatterSupervised),
            typeof(ClockResumed), typeof(MatterReminded), typeof(MatterEscalated), typeof(DeadlinesRecounted), typeof(MatterMerged),
            typeof(MatterAbsorbed), typeof(MatterLinked), typeof(MatterSorted), typeof(RemarkAdded), typeof(TemplateWritten), typeof(TemplateOffered),
        ])
    {
        Listeners = MatterNotices.Listeners,
    })
    {
        Texts =
        [
            "Countyworks.Core.Administration.Texts", "Countyworks.Core.Books.Texts", "Countyworks.Core.Calendars.Texts", "Countyworks.Core.Files.Texts", "Countyworks.Core.Matters.Texts", "Countyworks.Core.Notices.Texts",
            "Countyworks.Core.OwnData.Texts", "Countyworks.Core.People.Texts", "Countyworks.Core.Places.Texts", "Countyworks.Core.Posts.Texts", "Countyworks.Core.Residents.Texts", "Countyworks.Core.Seals.Texts",
            "Countyworks.Core.Settings.Texts", "Countyworks.Core.SignIn.Texts", "Countyworks.Core.SignIn.ApiKeys.Texts", "Countyworks.Core.SignIn.Means.Texts",
            "Countyworks.Core.SignIn.Provider.Texts", "Countyworks.Core.SignIn.Recoveries.Texts", "Countyworks.Core.Tables.Texts", "Countyworks.Core.Votes.Texts", "Countyworks.Core.Web.Texts",
        ],
        Tales = MatterTales.All,
        Permissions = [.. CorePermissions.All, .. MatterPermissions.All, .. RecoveryPermissions.All, .. ResidentPermissions.All, .. VotePermissions.All],
        Navigation =
        [
            new("nav.inbox", "/inbox", MatterPermissions.Inbox, "inbox"),
            new("nav.invitations", InvitationEndpoints.Path, ResidentPermissions.Invite, "send"),
            new("nav.recoveries", RecoveryEndpoints.Path, RecoveryPermissions.Confirm, "lock"),
            new("nav.api_keys", ApiKeyEndpoints.Path, CorePermissions.Administer, "link"),
            new("nav.admin", AdminPaths.Index, CorePermissions.Administer, "wrench"),
        ],
        Settings = [FrameMiddleware.DutyPhone, SecondFactorRule.Setting, ProviderRule.Setting, DeclaredSetting.Of(VoteSettings.Setting, new VoteSettings(), rule => rule.Wrong())],
        Jobs = [ExpireHolds.Job, ClockJobs.Job, FileTidying.Job, Sealer.Job, AttemptBook.Job, Sealing.Job, FileRetention.Job, VoteJobs.Close],
        Found = SecondFactorRule.Found,
        Routes = routes =>
        {
            FileEndpoints.Map(routes);
            NoticeEndpoints.Map(routes);
            PlaceEndpoints.Map(routes);
            SealEndpoints.Map(routes);
            SignInEndpoints.Map(routes);
            ProviderEndpoints.Map(routes);
            ApiKeyEndpoints.Map(routes);
            OAuthEndpoints.Map(routes);
            MeansEndpoints.Map(routes);
            OwnDataEndpoints.Map(routes);
            RecoveryEndpoints.Map(routes);
            InvitationEndpoints.Map(routes);
            JoinEndpoints.Map(routes);
            FileApi.Map(routes);
            PostApi.Map(routes);
            SessionApi.Map(routes);
            MatterApi.Map(routes);
            TemplateApi.Map(routes);
            TemplateEndpoints.Map(routes);
            routes.MapMatters();
            InboxApi.Map(routes);
            AdministrationModule.Map(routes);
        },
        Services = services => services
            .AddFiles()
            .AddNotices()
            .AddPublicCaching()
            .AddSingleton(provider => new KeyRing(provider.GetRequiredService<DataFolder>(), provider.GetRequiredService<Database>()))
            .AddSingleton<ISecrets>(provider => provider.GetRequiredService<KeyRing>())
            .AddSignIn()
            .AddSingleton<KeptWindows>()
            .AddCached(PlaceTree.Read)
            .AddCached(PostDirectory.Read)
            .AddCached(DistrictCalendar.Read)
            .AddSingleton<IFileAccess, MatterFileAccess>()
            .AddSingleton<IOwnData, CoreOwnData>()
            .AddSingleton<IOwnData, VoteOwnData>()
            .AddMatters()
            .AddAdministration()
            .AddSeals()
            .AddSingleton<DistrictSettings>()
            .AddCached<IReadOnlyList<Setting>>(db => db.Set<Setting>().ToList()),
    };
}
