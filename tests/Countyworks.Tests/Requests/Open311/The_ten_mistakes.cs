using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Requests.Open311;

/// <summary>Mistakes that servers of GeoReport were seen to make, one test each: see docs/reference/open311.md.</summary>
public sealed partial class The_ten_mistakes
{
    private static readonly string[] RequestFields =
    [
        "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible", "service_notice", "requested_datetime",
        "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
    ];

    [Fact]
    public async Task First_json_lists_are_bare_arrays_of_plain_scalars()
    {
        await using var server = await Server.Started();

        foreach (var path in new[] { "services.json", "requests.json", $"requests/{server.Id}.json", $"tokens/{server.Id}.json", "servicerequestupdates.json" })
        {
            var list = (await server.Caller.Get(path)).Json.AsArray();
            Assert.NotEmpty(list);
            Assert.All(list.SelectMany(item => item!.AsObject()), field => Assert.False(field.Value is JsonArray, $"{path} {field.Key}"));
        }

        Assert.IsType<JsonObject>((await server.Caller.Get("discovery.json")).Json);
        Assert.IsType<JsonObject>((await server.Caller.Get("services/street_light.json")).Json);
    }

    [Fact]
    public async Task Second_ids_and_codes_are_strings()
    {
        await using var server = await Server.Started();

        var request = (await server.Caller.Get("requests.json")).Json[0]!;
        var update = (await server.Caller.Get("servicerequestupdates.json")).Json[0]!;
        Assert.All(
            new[] { request["service_request_id"], request["service_code"], request["address_id"], update["update_id"], update["service_request_id"] },
            id => Assert.Equal(System.Text.Json.JsonValueKind.String, id!.GetValueKind()));
    }

    [Fact]
    public async Task Third_times_have_a_whole_zone_and_no_fractions()
    {
        await using var server = await Server.Started();
        foreach (var path in new[] { "discovery.xml", "requests.xml", "servicerequestupdates.xml" })
        {
            var times = (await server.Caller.Get(path)).Xml.Descendants().Where(e => e.Name.LocalName is "changeset" || (e.Name.LocalName.EndsWith("_datetime", StringComparison.Ordinal) && e.Value.Length > 0)).ToList();
            Assert.NotEmpty(times);
            Assert.All(times, time => Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", time.Value));
        }
    }

    [Theory]
    [InlineData("GET", "nowhere.json", 404)]
    [InlineData("GET", "nowhere", 404)]
    [InlineData("GET", "services.html", 404)]
    [InlineData("DELETE", "requests.json", 404)]
    [InlineData("GET", "services/unheard_of.json", 404)]
    [InlineData("GET", "requests/2026-999999.json", 404)]
    [InlineData("GET", "tokens/nothing.json", 404)]
    [InlineData("GET", "requests.json?start_date=yesterday", 400)]
    [InlineData("GET", "requests.json?status=fixed", 400)]
    [InlineData("GET", "requests.json?api_key=wrong", 403)]
    [InlineData("POST", "requests.json", 403)]
    [InlineData("POST", "servicerequestupdates.json", 403)]
    public async Task Fourth_whatever_is_wrong_is_a_list_of_errors(string method, string path, int status)
    {
        await using var server = await Server.Started();

        var answer = await server.Caller.Send(new HttpMethod(method), path, method == "POST" ? new StringContent("{}", null, "application/json") : null);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal([status.ToString(CultureInfo.InvariantCulture)], answer.Codes);
    }

    [Fact]
    public async Task Fourth_a_missing_jurisdiction_is_no_mistake_where_there_is_one()
    {
        await using var server = await Server.Started();

        Assert.Equal(HttpStatusCode.OK, (await server.Caller.Get("services.xml")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Caller.Get("services.xml?jurisdiction_id=suxian.example")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Caller.Get("requests.xml?jurisdiction_id=&start_date=&status=")).Status);
    }

    [Fact]
    public async Task Fifth_one_request_is_a_list_of_one_and_nothing_found_is_an_empty_list()
    {
        await using var server = await Server.Started();

        Assert.Single((await server.Caller.Get($"requests/{server.Id}.json")).Json.AsArray());
        Assert.Equal("[]", (await server.Caller.Get("requests.json?service_code=noise")).Text);
        Assert.Equal("[]", (await server.Caller.Get("requests.json?service_request_id=2026-999999,nonsense")).Text);
        var none = await server.Caller.Get("requests.xml?service_code=noise");
        Assert.Equal((HttpStatusCode.OK, "service_requests", false), (none.Status, none.Xml.Name.LocalName, none.Xml.HasElements));
        var definition = await server.Caller.Get("services/noise.json");
        Assert.Equal((HttpStatusCode.OK, 0), (definition.Status, definition.Json["attributes"]!.AsArray().Count));
    }

    [Fact]
    public async Task Sixth_no_attributes_in_xml_every_element_is_there_and_metadata_is_true()
    {
        await using var server = await Server.Started();

        foreach (var path in new[] { "discovery.xml", "services.xml", "services/street_light.xml", "requests.xml", "servicerequestupdates.xml" })
        {
            Assert.All((await server.Caller.Get(path)).Xml.DescendantsAndSelf(), e => Assert.False(e.HasAttributes || e.Name.NamespaceName.Length > 0, $"{path} {e.Name}"));
        }

        var services = (await server.Caller.Get("services.xml")).Xml.Elements("service").ToList();
        Assert.All(services, s => Assert.Equal(["service_code", "service_name", "description", "metadata", "type", "keywords", "group"], s.Elements().Select(e => e.Name.LocalName)));
        Assert.All(services.Elements(), e => Assert.NotEqual("", e.Value));
        foreach (var service in services)
        {
            var asked = (await server.Caller.Get($"services/{service.Element("service_code")!.Value}.xml")).Xml.Element("attributes")!.HasElements;
            Assert.Equal(asked ? "true" : "false", service.Element("metadata")!.Value);
        }

        Assert.Equal(RequestFields, (await server.Caller.Get("requests.xml")).Xml.Element("request")!.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(RequestFields, (await server.Caller.Get("requests.json")).Json[0]!.AsObject().Select(f => f.Key));
    }

    [Fact]
    public async Task Seventh_an_id_or_a_token_as_the_type_says_and_the_core_status_is_open_or_closed()
    {
        await using var server = await Server.Started();

        Assert.All((await server.Caller.Get("services.xml")).Xml.Descendants("type"), type => Assert.Equal("realtime", type.Value));
        var receipt = (await server.Caller.Post("requests.xml", Open311Sites.Lamp(server.Key, ("device_id", "2")))).Xml.Element("request")!;
        Assert.Equal(["service_request_id", "service_notice", "account_id"], receipt.Elements().Select(e => e.Name.LocalName));
        Assert.All((await server.Caller.Get("requests.xml")).Xml.Descendants("status"), status => Assert.Contains(status.Value, new[] { "open", "closed" }));
    }

    [Theory]
    [InlineData("113.04", "25.79")]
    [InlineData("25,79", "113,04")]
    [InlineData("25.79", "")]
    [InlineData("NaN", "113.04")]
    [InlineData("52.52", "13.40")]
    public async Task Seventh_a_position_swapped_with_commas_or_elsewhere_is_refused(string lat, string lon)
    {
        await using var server = await Server.Started();

        var answer = await server.Caller.Post("requests.json", ("api_key", server.Key), ("service_code", "noise"), ("lat", lat), ("long", lon));

        Assert.Equal((HttpStatusCode.BadRequest, 1), (answer.Status, answer.Codes.Count));
    }

    [Fact]
    public async Task Seventh_ninety_days_at_most_but_not_for_ids()
    {
        await using var server = await Server.Started();
        server.Site.Clock.AdvanceDays(100);

        Assert.Equal("[]", (await server.Caller.Get("requests.json")).Text);
        Assert.Single((await server.Caller.Get($"requests.json?service_request_id={server.Id}&status=fixed&start_date=nonsense")).Json.AsArray());
        Assert.Single((await server.Caller.Get("requests.json?start_date=2026-09-24T00:00:00%2B08:00")).Json.AsArray());
        Assert.Single((await server.Caller.Get("requests.json?start_date=2026-09-24T00:00:00+08:00&end_date=2026-09-25T00:00:00Z")).Json.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await server.Caller.Get("requests.json?start_date=2026-09-01T00:00:00Z&end_date=2026-11-30T00:00:00Z")).Status);
        Assert.Equal(["400"], (await server.Caller.Get("requests.json?start_date=2026-09-01T00:00:00Z&end_date=2026-11-30T00:00:01Z")).Codes);
        Assert.Equal(["400"], (await server.Caller.Get("requests.json?start_date=2026-09-24T00:00:00Z&end_date=2026-09-23T00:00:00Z")).Codes);
    }

    [Fact]
    public async Task Seventh_a_description_has_at_most_4000_characters()
    {
        await using var server = await Server.Started();

        Assert.Equal(["400"], (await server.Caller.Post("requests.json", ("api_key", server.Key), ("service_code", "noise"), ("address_id", "431003001001"), ("address_string", "苏园路社区"), ("description", new string('吵', 4001)))).Codes.Distinct());
        Assert.Equal(HttpStatusCode.OK, (await server.Caller.Post("requests.json", ("api_key", server.Key), ("service_code", "noise"), ("address_string", "苏园路社区"), ("description", new string('吵', 4000)))).Status);
    }

    [Theory, EveryEngine]
    public async Task Eighth_ids_are_given_at_once_and_a_call_repeated_files_once(Engine engine)
    {
        await using var server = await Server.Started(engine);
        var again = await server.Caller.Post("requests.xml", Open311Sites.Lamp(server.Key));
        var token = (await server.Caller.Get($"tokens/{server.Id}.xml")).Xml.Element("request")!;

        Assert.Equal(server.Id, again.Id);
        Assert.Equal([server.Id, server.Id], token.Elements().Select(e => e.Value));
        Assert.Equal(1, server.Site.Read(db => db.Set<Matter>().Count()));

        server.Site.Clock.AdvanceHours(25);
        Assert.NotEqual(server.Id, (await server.Caller.Post("requests.xml", Open311Sites.Lamp(server.Key))).Id);
    }

    [Fact]
    public async Task Ninth_types_name_their_charset_and_xml_says_it_is_utf_8()
    {
        await using var server = await Server.Started();
        foreach (var path in new[] { "discovery", "services", "services/street_light", "requests", "servicerequestupdates", "nowhere" })
        {
            var (xml, json) = (await server.Caller.Get(path + ".xml"), await server.Caller.Get(path + ".json"));

            Assert.Equal(("text/xml; charset=utf-8", "application/json; charset=utf-8"), (xml.Type, json.Type));
            Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?><", xml.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tenth_codes_are_the_categories_own_and_an_empty_list_is_never_answered()
    {
        await using var server = await Server.Started();
        Assert.Equal(["street_light", "noise"], (await server.Caller.Get("services.xml")).Xml.Descendants("service_code").Select(e => e.Value));

        await using var bare = await Site.On();
        using var caller = new Caller311(bare);
        var nothing = await caller.Get("services.xml");
        Assert.Equal((HttpStatusCode.BadRequest, "503"), (nothing.Status, nothing.Codes.Single()));
    }

    [Fact]
    public async Task Safest_of_all_nothing_a_client_may_trip_over_is_empty()
    {
        await using var server = await Server.Started();
        await server.Site.Do("set", change => new SetSetting(ServerRule.Setting, new(2026, 9, 24), """{"zipcode":"423000"}""").In(change, Caller.Operator, server.Site.Get<IReadOnlyList<DeclaredSetting>>()));
        server.Site.Get<DistrictSettings>().Forget();

        var request = (await server.Caller.Get("requests.xml")).Xml.Element("request")!;
        Assert.All(new[] { "description", "address", "status_notes" }, field => Assert.NotEqual("", request.Element(field)!.Value));
        Assert.Equal("423000", request.Element("zipcode")!.Value);
        Assert.Matches(Degrees(), request.Element("lat")!.Value);
        Assert.Matches(Degrees(), request.Element("long")!.Value);
        Assert.All((await server.Caller.Get("services/street_light.xml")).Xml.Descendants("datatype_description"), e => Assert.NotEqual("", e.Value));
        Assert.Equal(["1", "2"], (await server.Caller.Get("services/street_light.xml")).Xml.Descendants("order").Select(e => e.Value));
        Assert.True((await server.Caller.Get("discovery.xml")).Xml.Descendants("endpoint").Count() >= 2);
    }

    [GeneratedRegex(@"^-?[0-9]+\.[0-9]+$")]
    private static partial Regex Degrees();

    /// <summary>A site with one request filed by Open311 and given to a unit.</summary>
    private sealed record Server(Site Site, Caller311 Caller, string Key, string Id) : IAsyncDisposable
    {
        public static async Task<Server> Started(Engine engine = Engine.Sqlite)
        {
            var site = await Open311Sites.On(engine);
            var (caller, key) = (new Caller311(site), await site.Key());
            var id = (await caller.Post("requests.xml", Open311Sites.Lamp(key))).Id;
            await site.Dispatch(site.Read(db => db.Set<Matter>().Single().Id));
            return new(site, caller, key, id);
        }

        public ValueTask DisposeAsync()
        {
            Caller.Dispose();
            return Site.DisposeAsync();
        }
    }
}
