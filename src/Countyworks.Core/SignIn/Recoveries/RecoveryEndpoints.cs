using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.SignIn.Recoveries;

/// <summary>Giving access back: asked, confirmed, printed as a letter; and the page where the letter's code is used.</summary>
public static class RecoveryEndpoints
{
    /// <summary>Where officers ask and confirm.</summary>
    public const string Path = "/admin/recoveries";

    /// <summary>Where a letter's code is used.</summary>
    public const string UsePath = "/recover";

    internal const string ConfirmPath = Path + "/confirm";

    internal const string EndPath = Path + "/end";

    private const string Area = "recovery";
    private const int ListLimit = 50;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet(Path, ([AsParameters] At at) => Show(at, Form.New(Area))).Needs(RecoveryPermissions.Confirm);
        pages.MapPost(Path, Ask).Needs(RecoveryPermissions.Ask);
        pages.MapPost(ConfirmPath, Confirm).Needs(RecoveryPermissions.Confirm);
        pages.MapPost(EndPath, End).Needs(RecoveryPermissions.Confirm);
        pages.MapGet(UsePath, (string? code) => ShowUse(Form.New(Area).With("code", code))).Open();
        pages.MapPost(UsePath, Use).Open().Limited(CallLimit.SigningIn);
    }

    private static async Task<IResult> Ask(Form form, [AsParameters] At at)
    {
        var wish = new AskRecovery(form.For(Area).Text("user", AddPerson.NameLimit), form.LongText("reason", AskRecovery.ReasonLimit));
        if (form.Refusal is null && (await at.Run("ask_recovery", RecoveryPermissions.Ask, change => wish.In(change, at.Caller))).Refusal is { } refusal)
        {
            form.Refused(refusal);
        }

        return form.Refusal is null ? Results.LocalRedirect(Path) : await Show(at, form);
    }

    private static async Task<IResult> Confirm(Form form, [AsParameters] At at, KeyRing keys)
    {
        var wish = new ConfirmRecovery(form.For(Area).Id<Recovery>("recovery"), LetterCode.New());
        if (form.Refusal is not null)
        {
            return await Show(at, form);
        }

        var outcome = await at.Run("confirm_recovery", RecoveryPermissions.Confirm, change => wish.In(change, at.Caller, keys));
        if (!outcome.IsDone(out var recovery, out var refusal))
        {
            return await Show(at, form.Refused(refusal));
        }

        at.Http.Response.Headers.CacheControl = "no-store";
        var account = await at.Db.Set<Account>().FirstAsync(a => a.PersonId == recovery.PersonId);
        var person = await at.Db.Set<Person>().FirstAsync(p => p.Id == recovery.PersonId);
        var address = $"{at.Http.Request.Scheme}://{at.Http.Request.Host}{UsePath}";
        return Page.Show<LetterPage, LetterView>(
            new LetterView(person.Name, account.UserName, wish.Code, address, QrPicture.Of($"{address}?code={wish.Code}"), recovery.ConfirmedAt!.Value + Recovery.CodeLasts));
    }

    private static async Task<IResult> End(Form form, [AsParameters] At at)
    {
        var which = form.For(Area).Id<Recovery>("recovery");
        if (form.Refusal is null && (await at.Run("end_recovery", RecoveryPermissions.Confirm, change => new EndRecovery(which).In(change, at.Caller))).Refusal is { } refusal)
        {
            form.Refused(refusal);
        }

        return form.Refusal is null ? Results.LocalRedirect(Path) : await Show(at, form);
    }

    private static async Task<IResult> Show(At at, Form form)
    {
        var rows = await at.Db.Set<Recovery>().OrderByDescending(r => r.AskedAt).ThenBy(r => r.Id).Take(ListLimit).ToListAsync();
        var people = rows.SelectMany(r => new Id<Person>?[] { r.PersonId, r.AskedBy, r.ConfirmedBy }).OfType<Id<Person>>().Distinct().ToList();
        var names = await at.Db.Set<Person>().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name);
        var subjects = rows.Select(r => (Guid?)r.PersonId.Value).ToList();
        var reasons = (await at.Db.Set<FactRow>().Where(f => f.Kind == FactKinds.NameOf(typeof(RecoveryAsked)) && subjects.Contains(f.SubjectId)).ToListAsync())
            .ToLookup(f => (f.SubjectId, f.At), f => f.Remark);
        var lines = rows.Select(r => new RecoveryLine(
            r, names[r.PersonId], names[r.AskedBy], r.ConfirmedBy is { } by ? names[by] : null, reasons[(r.PersonId.Value, r.AskedAt)].FirstOrDefault(), r.StateAt(at.Now),
            r.AskedBy != at.Caller.Person?.Id && r.PersonId != at.Caller.Person?.Id));
        return Page.Show<RecoveriesPage, RecoveriesView>(
            new RecoveriesView([.. lines], form, at.Caller.Has(RecoveryPermissions.Ask)), Problems.StatusOf(form));
    }

    private static IResult ShowUse(Form form, PasswordJudgement? strength = null)
    {
        return Page.Show<RecoverPage, RecoverView>(new RecoverView(form, strength), Problems.StatusOf(form));
    }

    private static async Task<IResult> Use(Form form, HttpContext http, [AsParameters] LetterUse use, KeyRing keys, DistrictDb db, CancellationToken cancellation)
    {
        var (code, wanted) = (form.For(Area).Value("code"), form.Value("new"));
        if (use.Refused(http) is { } often)
        {
            return ShowUse(form.Refused(often));
        }

        var known = UseRecovery.Find(db.Set<Recovery>(), code, keys) is { } recovery && recovery.IsGood(use.Now)
            ? await db.Set<Account>().FirstAsync(a => a.PersonId == recovery.PersonId, cancellation)
            : null;
        var judged = use.Rules.Judge(wanted, "new", known?.UserName);
        var why = known is null ? LetterUse.Wrong() : judged.Why;
        if (why is not null)
        {
            return ShowUse(form.Refused(why), judged);
        }

        var hash = await use.Passwords.Hash(wanted, cancellation);
        var outcome = hash.IsDone(out var made, out var busy)
            ? await use.Writer.Run(new Envelope("use_recovery", new Actor(known!.PersonId.Value, null), use.Now), change => new UseRecovery(code, made).In(change, keys), cancellation)
            : busy;
        if (!outcome.IsDone(out var account, out var refusal))
        {
            return ShowUse(form.Refused(refusal), judged);
        }

        use.Book.Forget(account.PersonId);
        await use.Start.Begin(http, account);
        return Results.LocalRedirect(Means.MeansEndpoints.Path);
    }

    /// <summary>What the officers' pages have at hand.</summary>
    internal sealed record At(HttpContext Http, [FromServices] DistrictDb Db, [FromServices] Writer Writer, [FromServices] IClock Clock)
    {
        public Caller Caller => Http.Caller();

        public Instant Now => Clock.GetCurrentInstant();

        public Task<Outcome<T>> Run<T>(string command, Permission permission, Func<Change, Outcome<T>> decide) =>
            Writer.Run(Caller.Envelope(command, Now, permission), decide, Http.RequestAborted);
    }
}
