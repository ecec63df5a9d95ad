using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Requests;

public sealed class Merging_requests
{
    [Theory, EveryEngine]
    public async Task From_the_page_of_one_gives_each_requester_the_answer_and_a_rating_of_their_own(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        using var handler = await site.SignedIn(Role.Handler);
        var (first, second) = (await Filed(site, dispatcher, "路灯不亮", "13800000001"), await Filed(site, dispatcher, "灯坏了", "13800000002"));

        var merged = await Do(dispatcher, second, "merge", new { into = first.Matter.Number, remark = "同一盏灯", version = Version(site, second) });
        await Do(dispatcher, first, "dispatch", new { lead = site.Department.Id, version = Version(site, first) });
        await Do(handler, first, "respond", new { remark = "已联系", version = Version(site, first) });
        await Do(handler, first, "report_back", new { remark = "换了灯泡", version = Version(site, first) });

        Assert.Equal(HttpStatusCode.Found, merged.Status);
        using var requester = site.Visitor();
        Assert.Contains("换了灯泡", (await requester.Get(second.Address)).Words, StringComparison.Ordinal);
        var told = site.Read(db => db.Set<Message>().Where(m => m.Topic == "notice_to_phone").Select(m => m.Body).ToList()).Where(b => b.Contains("requester.answered", StringComparison.Ordinal)).ToList();
        Assert.All([first, second], own => Assert.Contains(told, body => body.Contains(own.Address, StringComparison.Ordinal)));
        await requester.Post(second.Address + "/rate", new { result = "partly", outcome = "dissatisfied" });
        await requester.Post(first.Address + "/rate", new { result = "solved", outcome = "satisfied" });
        Assert.Equal(
            [(CallBackResult.Solved, Rating.Satisfied), (CallBackResult.Partly, Rating.Dissatisfied)],
            new[] { first, second }.Select(own => site.Read(db => db.Set<Request>().Single(r => r.Id == own.Matter.Id))).Select(r => (r.Result!.Value, r.ResultRating!.Value)));
    }

    [Fact]
    public async Task Takes_along_what_was_merged_into_it_before()
    {
        await using var site = await Site.On();
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        var (first, second, third) = (await Filed(site, dispatcher, "路灯不亮", "13800000001"), await Filed(site, dispatcher, "灯坏了", "13800000002"), await Filed(site, dispatcher, "没有灯", "13800000003"));

        await Do(dispatcher, third, "merge", new { into = second.Matter.Number, remark = "同一盏灯", version = Version(site, third) });
        await Do(dispatcher, second, "merge", new { into = first.Matter.Number, remark = "同一盏灯", version = Version(site, second) });
        var itself = await Do(dispatcher, first, "merge", new { into = first.Matter.Number, remark = "同一盏灯", version = Version(site, first) });

        Assert.All([second, third], own => Assert.Equal(first.Matter.Id, site.Read(db => db.Set<Matter>().Single(m => m.Id == own.Matter.Id)).MergedIntoId));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, itself.Status);
    }

    private static Task<Answer> Do(Visitor staff, Tracked own, string deed, object fields) => staff.Post($"/requests/{own.Matter.Id}/{deed}", fields);

    private static int Version(Site site, Tracked own) => site.Read(db => db.Set<Matter>().Single(m => m.Id == own.Matter.Id)).Version;

    private static async Task<Tracked> Filed(Site site, Visitor desk, string text, string phone)
    {
        var filed = await desk.Post("/desk", new { contactPhone = phone, text, place_text = "苏园路社区", door = "phone", deed = "file" });
        var id = Id<Matter>.Parse(filed.Location!.Split('=')[1], null);
        return site.Read(db => new Tracked(db.Set<Matter>().Single(m => m.Id == id), db.Set<Request>().Single(r => r.Id == id)));
    }
}
