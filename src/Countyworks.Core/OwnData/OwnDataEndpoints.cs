using Countyworks.Core.Files;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Attempts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Secrets;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.OwnData;

/// <summary><c>/my/data</c>: what is held about whoever has signed in; they put it right, take a copy away, or have it erased.</summary>
public static class OwnDataEndpoints
{
    /// <summary>The page.</summary>
    public const string Path = "/my/data";

    internal const string CopyPath = Path + "/copy";

    internal const string ErasePath = Path + "/erase";

    private const string Area = "my_data";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").NeedsAnAccount().ExcludeFromDescription();
        pages.MapGet(Path, ([AsParameters] OwnDataServices own, string? done) => Show(own, own.Filled(), done == "corrected"));
        pages.MapPost(Path, Correct);
        pages.MapPost(CopyPath, Copy);
        pages.MapGet(ErasePath, ([AsParameters] OwnDataServices own) => ShowErase(own, Form.New(Area)));
        pages.MapPost(ErasePath, Erase);
    }

    private static async Task<IResult> Correct(Form form, [AsParameters] OwnDataServices own)
    {
        var wish = new CorrectOwnData(form.For(Area).Text("name", AddPerson.NameLimit), form.Text("phone", AddPerson.NameLimit, required: false), form.Text("email", AddPerson.EmailLimit, required: false));
        if (form.Refusal is null)
        {
            var outcome = await own.Run("correct_own_data", change => wish.In(change, own.Person.Id));
            if (outcome.IsDone(out _, out var why))
            {
                own.Book.Forget(own.Person.Id);
                return Results.LocalRedirect(Path + "?done=corrected");
            }

            form.Refused(why);
        }

        return await Show(own, form, isCorrected: false);
    }

    private static async Task<IResult> Copy([AsParameters] OwnDataServices own, FileStore store)
    {
        var sections = await own.Sections();
        await own.Run<Done>("export_own_data", change =>
        {
            change.Record(new DataExported(), own.Person.Id.Value);
            return Done.It;
        });
        own.Http.Response.Headers.CacheControl = "no-store";
        return Results.File(OwnDataExport.Archive(sections, own.Texts, store), "application/zip", "my-data.zip");
    }

    // A screen left open is not enough to have everything erased.
    private static async Task<IResult> Erase(Form form, [AsParameters] OwnDataServices own, SignInCheck check, KnownDevice devices)
    {
        var user = own.Http.SignedIn()!.Account.UserName;
        if (!form.For(Area).Flag("sure"))
        {
            form.Refused(Refusal.Missing("sure"));
        }

        if (form.Refusal is null)
        {
            var shown = await check.Try(user, form.Value("current"), own.Http.Connection.RemoteIpAddress, own.Http.RequestAborted, devices.IdFor(own.Http, user));
            if (shown.Refusal is { } wrong)
            {
                form.Refused(wrong.Code is "sign_in_failed" ? new Refusal("password_wrong", "current") : wrong.Code is "missing" ? Refusal.Missing("current") : wrong);
            }
        }

        if (form.Refusal is null)
        {
            var outcome = await own.Run("erase_own_data", change => EraseOwnData.In(change, own.Person.Id, own.Held));
            if (outcome.IsDone(out _, out var why))
            {
                own.Book.Forget(own.Person.Id);
                return Page.Show<ErasedPage, ErasedView>(new ErasedView());
            }

            form.Refused(why);
        }

        return await ShowErase(own, form);
    }

    private static async Task<IResult> Show(OwnDataServices own, Form form, bool isCorrected)
    {
        return Page.Show<OwnDataPage, OwnDataView>(new OwnDataView(form, await own.Sections(), isCorrected), Problems.StatusOf(form));
    }

    private static async Task<IResult> ShowErase(OwnDataServices own, Form form)
    {
        var will = new List<(string, int)>();
        foreach (var part in own.Held)
        {
            will.AddRange(await part.Foresee(own.Db, own.Person.Id, own.Http.RequestAborted));
        }

        return Page.Show<ErasePage, EraseView>(new EraseView(form, own.Http.SignedIn()!.Account.UserName, [.. will.Where(w => w.Item2 > 0)]), Problems.StatusOf(form));
    }

}

/// <summary>What the pages about one's own data have at hand.</summary>
internal sealed record OwnDataServices(
    HttpContext Http,
    [FromServices] DistrictDb Db,
    [FromServices] Writer Writer,
    [FromServices] ISecrets Secrets,
    [FromServices] IEnumerable<IOwnData> Held,
    [FromServices] SessionBook Book,
    [FromServices] Texts Texts,
    [FromServices] IClock Clock)
{
    public Person Person => Http.SignedIn()!.Person;

    public Task<Outcome<T>> Run<T>(string command, Func<Change, Outcome<T>> decide) =>
        Writer.Run(Http.Caller().Envelope(command, Clock.GetCurrentInstant()), decide, Http.RequestAborted);

    public Form Filled()
    {
        var contact = PersonContact.Of(Person, Secrets);
        return Form.New("my_data").With("name", Person.Name).With("phone", contact.Phone).With("email", contact.Email);
    }

    public async Task<IReadOnlyList<OwnSection>> Sections()
    {
        var sections = new List<OwnSection>();
        foreach (var part in Held)
        {
            sections.AddRange(await part.Read(Db, Person, Http.RequestAborted));
        }

        return sections;
    }
}
