using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime.Testing;

namespace Countyworks.Tests.Requests.Pages;

/// <summary>
/// A resident at a district's site, with a browser that has no script: follows links and redirects, and fills in forms by the names of
/// their fields as the page shows them.
/// </summary>
internal sealed class Resident : IAsyncDisposable
{
    private readonly Site site;
    private readonly HttpClient browser;
    private Caller staff = Caller.Anybody;

    private Resident(Site site)
    {
        this.site = site;
        browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site.Address };
    }

    public FakeClock Clock => site.Clock;

    /// <summary>苏园路社区.</summary>
    public Place Community => Read(db => db.Set<Place>().Single(p => p.Name == "苏园路社区"));

    public static async Task<Resident> Of(Engine engine = Engine.Sqlite)
    {
        var resident = new Resident(await Site.On(engine));
        await resident.site.Do<Done>("load_categories", change =>
        {
            LoadCategories.In(change);
            return Done.It;
        });
        await resident.Employ();
        return resident;
    }

    /// <summary>Somebody at a site that is there already.</summary>
    public static Resident At(Site site) => new(site);

    public T Read<T>(Func<DistrictDb, T> read) => site.Read(read);

    public Contact ContactOf(Request request) => site.ContactOf(request);

    /// <summary>Opens a page, following where it leads.</summary>
    public async Task<Seen> Get(string path) => await Seen.Of(await browser.GetAsync(path));

    public async Task<int> StatusOf(string path) => (int)(await browser.GetAsync(path)).StatusCode;

    /// <summary>Fills in the last form of a page and presses a button.</summary>
    public async Task<Seen> Send(Seen page, (string Name, string Value)[] typed, string? press = null, (string Name, byte[] Content)[]? files = null)
    {
        var form = (IHtmlFormElement)page.Document.QuerySelectorAll("main form").Last();
        var fields = form.QuerySelectorAll("input[name], select[name], textarea[name]")
            .Where(field => !typed.Any(t => t.Name == field.GetAttribute("name")))
            .Where(field => field is not IHtmlInputElement { Type: "checkbox" or "radio" } box || box.IsChecked)
            .Where(field => field is not IHtmlInputElement { Type: "file" })
            .Select(field => (field.GetAttribute("name")!, ValueOf(field)))
            .Concat(typed);
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in press is null ? fields : fields.Append(("go", press)))
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var (name, bytes) in files ?? [])
        {
            content.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "files", name);
        }

        return await Seen.Of(await browser.PostAsync(form.GetAttribute("action"), content));
    }

    /// <summary>The department of the site takes it, contacts the requester and reports back.</summary>
    public async Task Answer(Id<Matter> id, string answer)
    {
        var rules = site.Get<MatterRules>();
        await Act(change => new DispatchMatter(id, site.Department.Id, [], "chosen", Words.None).In(change, staff, rules));
        foreach (var (move, words) in new[] { (RequestKind.Respond, "已联系"), (RequestKind.ReportBack, answer) })
        {
            await Act(change => Dossier.Read(change, id, rules).Then<Done>(dossier =>
            {
                MakeMove.In(change, dossier, dossier.Kind.MoveNamed(move)!, Words.Of(words), rules);
                return Done.It;
            }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await site.DisposeAsync();
    }

    private async Task Employ()
    {
        var (person, _) = await site.Somebody();
        var post = await site.Appoint(person, Role.Dispatcher);
        staff = new Caller { Person = person, Posts = [post], Organisations = [site.Department] };
        site.Get<Cached<PostDirectory>>().Forget();
    }

    private async Task Act<T>(Func<Change, Outcome<T>> decide)
    {
        var outcome = await site.Get<Writer>().Run(new Envelope("test", staff.ActorFor(), Clock.GetCurrentInstant()), decide);
        Assert.Null(outcome.Refusal);
    }

    private static string ValueOf(IElement field) => field switch
    {
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlTextAreaElement area => area.Value,
        _ => field.GetAttribute("value") ?? "",
    };
}

/// <summary>A page as it was seen.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Path">Where it is, after redirects.</param>
/// <param name="Document">What it holds.</param>
internal sealed record Seen(int Status, string Path, IHtmlDocument Document)
{
    /// <summary>What a reader sees of the page itself, without the frame.</summary>
    public string Text => Document.QuerySelector("main")?.TextContent ?? "";

    /// <summary>The errors at its top.</summary>
    public string Errors => Document.QuerySelector(".errors")?.TextContent ?? "";

    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>What a field holds.</summary>
    public string Value(string name) => Document.QuerySelector($"[name='{name}']") switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value ?? "",
        { } field => field.GetAttribute("value") ?? "",
        null => "",
    };

    public static async Task<Seen> Of(HttpResponseMessage answer) => new(
        (int)answer.StatusCode,
        Uri.UnescapeDataString(answer.RequestMessage!.RequestUri!.PathAndQuery),
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()));
}
