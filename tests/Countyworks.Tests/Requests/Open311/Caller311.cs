using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Open311;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Requests.Open311;

/// <summary>Software that speaks GeoReport v2 to a site, in English.</summary>
internal sealed class Caller311 : IDisposable
{
    private readonly HttpClient http;

    public Caller311(Site site)
    {
        http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(site.Address, "/open311/v2/") };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public async Task<Reply311> Get(string path) => await Reply311.Of(await http.GetAsync(path));

    public async Task<Reply311> Post(string path, params (string Name, string Value)[] form) =>
        await Reply311.Of(await http.PostAsync(path, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)))));

    public async Task<Reply311> Send(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await Reply311.Of(await http.SendAsync(request));
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What came back.</summary>
internal sealed record Reply311(HttpStatusCode Status, string? Type, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public XElement Xml => XDocument.Parse(Text).Root!;

    /// <summary>The codes of a list of errors, in either format.</summary>
    public IReadOnlyList<string> Codes => Text.StartsWith('[')
        ? [.. Json.AsArray().Select(e => e!["code"]!.ToString())]
        : [.. Xml.Elements("error").Select(e => e.Element("code")!.Value)];

    /// <summary>The id of the only request of an XML answer.</summary>
    public string Id => Xml.Element("request")!.Element("service_request_id")!.Value;

    public static async Task<Reply311> Of(HttpResponseMessage response) =>
        new(response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
}

/// <summary>Sites with categories, questions and keys.</summary>
internal static class Open311Sites
{
    /// <summary>A site with two categories: street lights, which ask two questions, and noise, which asks none.</summary>
    public static async Task<Site> On(Engine engine = Engine.Sqlite, string now = "2026-09-24T16:30", Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? configure = null)
    {
        var site = await Site.On(engine, now, configure: configure);
        await site.Do<Done>("add_categories", change =>
        {
            change.Add(new Category { Code = "street_light", NameZh = "路灯照明", NameEn = "Street lights", Keywords = "路灯 lamp" });
            change.Add(new Category { Code = "noise", NameZh = "噪声扰民", NameEn = "Noise", Keywords = "噪音", Sort = 1 });
            change.Add(new Category { Code = "gone", NameZh = "旧类", NameEn = "Gone", Keywords = "", Sort = 2, IsActive = false });
            ServiceAttributes.Load(change);
            foreach (var (name, latitude, longitude) in new[] { ("苏园路社区", 25.79, 113.04), ("白露塘镇", 25.75, 113.15) })
            {
                var place = change.Db.Set<Place>().First(p => p.Name == name);
                (place.Latitude, place.Longitude) = (latitude, longitude);
                change.Put(place);
            }

            return Done.It;
        });
        site.Get<Cached<PlaceTree>>().Forget();
        site.Get<Cached<Categories>>().Forget();
        return site;
    }

    /// <summary>A key for somebody's software.</summary>
    public static async Task<string> Key(this Site site, KeyScopes scopes = KeyScopes.File | KeyScopes.Update, string name = "FMS", int mostAnHour = 100, Place? place = null)
    {
        var key = MakeKey.NewKey();
        await site.Do("make_key", change => new MakeKey(name, place ?? site.District, scopes, mostAnHour, KeyRing.HashOf(key)).In(change));
        site.Get<Cached<KeyRing>>().Forget();
        return key;
    }

    /// <summary>A report of a street light.</summary>
    public static (string, string)[] Lamp(string key, params (string, string)[] more) =>
    [
        ("api_key", key), ("service_code", "street_light"), ("lat", "25.7901"), ("long", "113.0402"), ("description", "东湖苑3栋路灯不亮\r\n晚上看不见"),
        ("attribute[fault]", "off"), .. more,
    ];
}
