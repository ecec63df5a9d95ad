using Countyworks.Core.Matters;
using Countyworks.Data.Outbox;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Files;
using SkiaSharp;

namespace Countyworks.Tests.Requests.Pages;

public sealed class Tracking_a_request
{
    private const string Said = "三单元路灯不亮,晚上摔了一跤";
    private static readonly (string Name, string Value)[] nothing = [];

    [Theory]
    [InlineData("诉-2026-000001")]
    [InlineData("2026-1")]
    [InlineData("诉 ２０２６ ０００００１")]
    public async Task Opens_with_number_and_code_however_they_are_typed(string number)
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        var code = own.Request.TrackingCode;

        var page = await resident.Send(await resident.Get("/track"), [("number", number), ("code", $" {code[..4].ToLowerInvariant()} {code[4..]}")]);

        Assert.Equal((200, own.Address), (page.Status, page.Path));
        Assert.Contains(Said, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-000001", "AAAAAAAA", 404, "不对")]
    [InlineData("2026-000009", "AAAAAAAA", 404, "不对")]
    [InlineData("x", "AAAAAAAA", 404, "不对")]
    [InlineData("", "", 422, "请填写")]
    public async Task A_wrong_number_and_a_wrong_code_have_the_same_answer(string number, string code, int status, string says)
    {
        await using var resident = await Resident.Of();
        await File(resident);

        var page = await resident.Send(await resident.Get("/track"), [("number", number), ("code", code)]);

        Assert.Equal(status, page.Status);
        Assert.Contains(says, page.Errors, StringComparison.Ordinal);
        Assert.Equal(number, page.Value("number"));
        Assert.DoesNotContain(Said, page.Document.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_is_stopped_for_a_while()
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        for (var i = 0; i < TrackingCheck.MostByAddress; i++)
        {
            Assert.Equal(404, (await resident.Get("/track/2026-000001/AAAAAAAA")).Status);
        }

        var stopped = await resident.Get(own.Address);
        Assert.Equal(429, stopped.Status);
        Assert.Contains("15 分钟", stopped.Errors, StringComparison.Ordinal);

        resident.Clock.Advance(TrackingCheck.Period);
        Assert.Equal(200, (await resident.Get(own.Address)).Status);
    }

    [Fact]
    public async Task The_public_sees_category_community_stage_and_dates_and_nothing_more()
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        await resident.Answer(own.Matter.Id, "换了三号杆的灯泡");

        var page = await resident.Get("/track/2026-000001");

        Assert.Contains("路灯照明", page.Text, StringComparison.Ordinal);
        Assert.Contains("苏园路社区", page.Text, StringComparison.Ordinal);
        Assert.All(
            [Said, "摔", "王大爷", "13800001234", "3栋", "灯泡", own.Request.TrackingCode, "张user1"],
            hidden => Assert.DoesNotContain(hidden, page.Document.Source.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_story_names_units_and_no_member_of_staff()
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        await resident.Answer(own.Matter.Id, "换了灯泡");

        var page = await resident.Get(own.Address);

        Assert.Contains("住建局", page.Text, StringComparison.Ordinal);
        Assert.Contains("换了灯泡", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("张user1", page.Document.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Dispatcher", page.Document.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Photos_are_shown_to_whoever_has_the_code_and_to_nobody_else()
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        var page = await resident.Get(own.Address);

        var address = page.Document.QuerySelector(".files a")!.GetAttribute("href")!;
        Assert.Equal(200, await resident.StatusOf(address));
        Assert.Equal(200, await resident.StatusOf(address + "/thumb"));
        Assert.Equal(404, await resident.StatusOf(address.Replace(own.Request.TrackingCode, "AAAAAAAA", StringComparison.Ordinal)));
        Assert.Equal(404, await resident.StatusOf(address[address.IndexOf("/files/", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Is_rated_once_it_is_answered_and_thanked_for()
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        Assert.DoesNotContain("评价办理结果", (await resident.Get(own.Address)).Text, StringComparison.Ordinal);
        Assert.Equal(409, (await resident.Send(await resident.Get(own.Address + "/rate"), [("result", "solved")])).Status);
        await resident.Answer(own.Matter.Id, "换了灯泡");

        var rate = await resident.Get(own.Address + "/rate");
        Assert.Equal(422, (await resident.Send(rate, nothing)).Status);
        var thanks = await resident.Send(rate, [("result", "solved"), ("response", "satisfied"), ("outcome", "basically"), ("attitude", "satisfied")]);

        Assert.Contains("谢谢", thanks.Text, StringComparison.Ordinal);
        var request = resident.Read(db => db.Set<Request>().Single());
        Assert.Equal((CallBackResult.Solved, Rating.Satisfied, Rating.Basically, Rating.Satisfied), (request.Result, request.ResponseRating, request.ResultRating, request.AttitudeRating));
        Assert.Equal(409, (await resident.Send(rate, [("result", "solved")])).Status);
    }

    [Fact]
    public async Task Not_solved_needs_a_reason_and_sends_it_back()
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        await resident.Answer(own.Matter.Id, "换了灯泡");
        var rate = await resident.Get(own.Address + "/rate");

        var asked = await resident.Send(rate, [("result", "not_solved")]);
        Assert.Equal(422, asked.Status);
        Assert.Contains("想说的话", asked.Errors, StringComparison.Ordinal);
        Assert.True(asked.Document.QuerySelector("[name=result][value=not_solved]")!.HasAttribute("checked"));

        var back = await resident.Send(asked, [("result", "not_solved"), ("remark", "还是不亮")]);
        Assert.Contains("重新办理", back.Text, StringComparison.Ordinal);
        Assert.True(resident.Read(db => db.Set<Matter>().Single()).IsOpen);
    }

    [Fact]
    public async Task Something_is_added_while_it_is_open_and_not_after()
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        var more = await resident.Get(own.Address + "/more");
        Assert.Equal(422, (await resident.Send(more, nothing)).Status);
        var added = await resident.Send(more, [("remark", "第二盏也不亮")], files: [("二.png", Pictures.Encoded(SKEncodedImageFormat.Png))]);
        Assert.Contains("第二盏也不亮", added.Text, StringComparison.Ordinal);
        Assert.Equal(2, added.Document.QuerySelectorAll(".story .files a").Length);

        await resident.Answer(own.Matter.Id, "换了灯泡");
        await resident.Send(await resident.Get(own.Address + "/rate"), [("result", "solved")]);
        Assert.Equal(409, (await resident.Send(more, [("remark", "再说一句"), ("_once", "another")])).Status);
    }

    [Fact]
    public async Task One_that_joined_another_sees_its_progress_and_answer_but_not_what_the_other_said_and_rates_for_itself()
    {
        await using var resident = await Resident.Of();
        var first = await File(resident);
        var same = await resident.Send(await UpToWho(resident, "路灯又坏了"), nothing);
        await resident.Send(same, [("joins", first.Matter.Id.ToString())]);
        var joined = resident.Read(db => Both(db).AsEnumerable().Single(t => t.Matter.MergedIntoId != null));
        await resident.Answer(first.Matter.Id, "换了灯泡");

        var page = await resident.Get(joined.Address);
        Assert.Contains("换了灯泡", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Said, page.Document.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("王大爷", page.Document.Source.Text, StringComparison.Ordinal);

        await resident.Send(await resident.Get(joined.Address + "/rate"), [("result", "partly"), ("outcome", "dissatisfied")]);
        var (own, other) = resident.Read(db => (db.Set<Request>().Single(r => r.Id == joined.Matter.Id), db.Set<Request>().Single(r => r.Id == first.Matter.Id)));
        Assert.Equal((CallBackResult.Partly, null), (own.Result, other.Result));
    }

    [Fact]
    public async Task The_requester_is_told_by_phone_with_a_link_that_lets_in()
    {
        await using var resident = await Resident.Of();
        var own = await File(resident);
        await resident.Answer(own.Matter.Id, "换了灯泡");

        var told = resident.Read(db => db.Set<Message>().Where(m => m.Topic == "notice_to_phone").OrderBy(m => m.Id).Select(m => m.Body).ToList());
        Assert.Collection(
            told,
            dispatched => Assert.Contains("requester.dispatched", dispatched, StringComparison.Ordinal),
            answered => Assert.Contains("requester.answered", answered, StringComparison.Ordinal));
        Assert.All(told, body => Assert.Contains(own.Address, body, StringComparison.Ordinal));
        Assert.All(told, body => Assert.DoesNotContain(Said, body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_front_page_has_three_doors_and_the_numbers_of_today()
    {
        await using var resident = await Resident.Of();
        await File(resident);

        var page = await resident.Get("/");

        Assert.Equal(["/report", "/track", "/figures"], page.Document.QuerySelectorAll(".door").Select(door => door.GetAttribute("href")));
        Assert.Equal("1", page.Document.QuerySelector(".today dd")!.TextContent);
    }

    private static IQueryable<Tracked> Both(Countyworks.Data.Model.DistrictDb db) =>
        from matter in db.Set<Matter>()
        join request in db.Set<Request>() on matter.Id equals request.Id
        select new Tracked(matter, request);

    private static async Task<Seen> UpToWho(Resident resident, string text) =>
        await resident.Send(await resident.Send(await resident.Get("/report"), [("text", text)]), [("place_text", "苏园路社区"), ("address", "3栋")]);

    private static async Task<Tracked> File(Resident resident)
    {
        var filed = await resident.Send(
            await UpToWho(resident, Said), [("contactName", "王大爷"), ("contactPhone", "13800001234")], files: [("灯.png", Pictures.Encoded(SKEncodedImageFormat.Png))]);
        Assert.Equal(200, filed.Status);
        return resident.Read(db => Both(db).Single());
    }
}
