using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Neighbourhood.Requests.Open311.Forwarding;
using Countyworks.Tests.House;

namespace Countyworks.Tests.Requests.Open311;

/// <summary>Answers of real servers (Mocks/SOURCES.md), and the mistakes others make.</summary>
public sealed class Reading_other_servers
{
    [Fact]
    public void Reads_what_real_servers_answer()
    {
        var requests = Read(Mock("service-requests.xml"));

        Assert.Equal(["638344", "638349"], requests.Select(r => r["service_request_id"]));
        Assert.Equal(("closed", "Duplicate request.", false), (requests[0]["status"], requests[0]["status_notes"], requests[0].ContainsKey("description")));
        Assert.Equal("638344", Read(Mock("token.xml"))[0]["service_request_id"]);
        Assert.Equal("503fc045901932078800163c", Read(Mock("boston-submitrequest-token.xml"))[0]["token"]);
        Assert.Equal("400", Read(Mock("boston-err-submitrequest-base_is_duplicate.xml"))[0]["code"]);
        Assert.Equal("CSRREPIS", Read(Mock("dc-services.xml"))[0]["service_code"]);
    }

    [Theory]
    [InlineData("""[{"service_request_id":"7","status":"open"}]""")]
    [InlineData("""{"service_requests":[{"service_request_id":7,"status":"open"}]}""")]
    [InlineData("""{"service_requests":{"request":[{"service_request_id":["7"],"status":["open"],"zipcode":null}]}}""")]
    [InlineData("""[{"request":{"service_request_id":"7","status":"open","values":{"a":1}}}]""")]
    [InlineData("""<service_requests type="array"><request id="1"><service_request_id type="integer"> 7 </service_request_id><status>open</status></request></service_requests>""")]
    [InlineData("""<?xml version="1.0"?><o:service_requests xmlns:o="urn:x"><o:request><o:service_request_id>7</o:service_request_id><o:status>open</o:status></o:request></o:service_requests>""")]
    public void Reads_roots_that_should_be_lost_scalars_in_arrays_and_numbers_for_ids(string body)
    {
        var request = Assert.Single(Read(body));

        Assert.Equal(("7", "open"), (request["service_request_id"], request["status"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("404 page not found")]
    [InlineData("<html><body><div>Sorry</div></body></html>")]
    [InlineData("""[{"service_code":001}]""")]
    [InlineData("""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b><c>&x;</c></b></a>""")]
    [InlineData("<service_requests><request>")]
    public void Refuses_what_is_no_answer(string body) => Assert.Equal("open311_answer_unreadable", GeoReading.Read(body).Refusal?.Code);

    [Theory]
    [InlineData("2010-04-14T06:37:38-08:00", "2010-04-14T14:37:38Z")]
    [InlineData("2012-09-18T15:37-05", "2012-09-18T20:37:00Z")]
    [InlineData("2026-09-24T08:30:00.1234567Z", "2026-09-24T08:30:00Z")]
    [InlineData("2026-09-24T16:30:00 08:00", "2026-09-24T08:30:00Z")]
    [InlineData("2026-09-24T16:30:00", "2026-09-24T08:30:00Z")]
    [InlineData("2011-09-1 17:35", "2011-09-01T09:35:00Z")]
    [InlineData("2026-09-24", "2026-09-23T16:00:00Z")]
    public void Reads_half_zones_and_none(string text, string expected) => Assert.Equal(expected, GeoTime.Write(GeoTime.Read(text)!.Value));

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string body) => GeoReading.Read(body).Value;

    private static string Mock(string name) => File.ReadAllText(Path.Combine(Repository.Root, "tests", "Countyworks.Tests", "Requests", "Open311", "Mocks", name));
}
