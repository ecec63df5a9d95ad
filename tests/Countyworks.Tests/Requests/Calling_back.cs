using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Requests;

/// <summary>A request was answered; its requester has no web, and the desk calls.</summary>
public sealed class Calling_back
{
    [Theory, EveryEngine]
    public async Task Is_offered_to_the_desk_and_counts_as_what_the_requester_says(Engine engine)
    {
        await using var site = await Answered(engine);
        var id = site.Read(db => db.Set<Matter>().Single().Id);
        using var duty = await site.SignedIn(Role.DutyOfficer);
        var path = $"/requests/{id}/call-back";
        Assert.NotNull((await duty.Get($"/requests/{id}")).Page.QuerySelector($"a[href='{path}']"));

        var empty = await duty.Post(path, new { result = "not_solved" });
        var kept = await duty.Post(path, new { result = "solved", outcome = "satisfied", remark = "亮了" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Equal($"/requests/{id}", kept.Location);
        var (matter, request) = site.Read(db => (db.Set<Matter>().Single(), db.Set<Request>().Single()));
        Assert.Equal((RequestKind.Solved, CallBackResult.Solved, Rating.Satisfied), (matter.Stage, request.Result, request.ResultRating));
        Assert.NotNull(site.Read(db => db.Set<FactRow>().OrderBy(f => f.Seq).Last(f => f.Kind == "request_rated")).PostId);
        Assert.Null((await duty.Get($"/requests/{id}")).Page.QuerySelector($"a[href='{path}']"));
    }

    [Theory, EveryEngine]
    public async Task Opens_it_again_when_it_is_not_solved(Engine engine)
    {
        await using var site = await Answered(engine);
        var id = site.Read(db => db.Set<Matter>().Single().Id);
        using var dispatcher = await site.SignedIn(Role.Dispatcher);

        await dispatcher.Post($"/requests/{id}/call-back", new { result = "not_solved", remark = "还是不亮" });

        Assert.Equal((RequestKind.Dispatched, 1), site.Read(db => db.Set<Matter>().Select(m => new { m.Stage, m.Reopens }).Single()) is var m ? (m.Stage, m.Reopens) : default);
    }

    [Fact]
    public async Task Before_there_is_an_answer_is_refused_in_words()
    {
        await using var site = await Site.On();
        var request = await site.File();
        using var duty = await site.SignedIn(Role.DutyOfficer);

        Assert.Equal(HttpStatusCode.Conflict, (await duty.Post($"/requests/{request.Id}/call-back", new { result = "solved" })).Status);
    }

    private static async Task<Site> Answered(Engine engine)
    {
        var site = await Site.On(engine);
        var request = await site.File(phone: "13800001234");
        await site.Dispatch(request.Id);
        await site.Move(request.Id, RequestKind.Respond, "已联系");
        await site.Move(request.Id, RequestKind.ReportBack, "换了灯泡");
        return site;
    }
}
