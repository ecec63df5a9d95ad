using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Files;
using SkiaSharp;

namespace Countyworks.Tests.Requests.Pages;

public sealed class Reporting_in_three_steps
{
    private static readonly (string Name, string Value)[] nothing = [];

    [Fact]
    public async Task Files_a_request_without_an_account_or_script_and_gives_number_and_code()
    {
        await using var resident = await Resident.Of();
        var where = await resident.Send(await resident.Get("/report"), [("text", "东湖苑3栋路灯不亮")]);
        Assert.Equal("street_light", where.Value("category"));
        var who = await resident.Send(where, [("place_text", "suyuanlu"), ("address", "3栋")]);
        var filed = await resident.Send(who, [("contactName", "王大爷"), ("contactPhone", "138 0000 1234")], files: [("灯.png", Pictures.Encoded(SKEncodedImageFormat.Png))]);

        Assert.Equal(200, filed.Status);
        var request = resident.Read(db => db.Set<Request>().Single());
        Assert.Contains("诉-2026-000001", filed.Text, StringComparison.Ordinal);
        Assert.Contains(request.TrackingCode, filed.Text, StringComparison.Ordinal);
        Assert.Contains("9月28日", filed.Text, StringComparison.Ordinal);
        Assert.Equal((Door.Web, "东湖苑3栋路灯不亮", "3栋", "王大爷", "13800001234"), (request.Door, request.Text, request.Address, resident.ContactOf(request).Name, resident.ContactOf(request).Phone));
        var matter = resident.Read(db => db.Set<Matter>().Single());
        Assert.Equal((resident.Community.Id, "street_light"), (matter.PlaceId, matter.Category));
        Assert.Single(resident.Read(db => db.Set<MatterFile>().ToList()));
    }

    public static readonly TheoryData<string, string, string> BadAtTheEnd = new()
    {
        { "contactPhone", "12345", "电话号码" },
        { "contactName", new string('长', FileRequest.NameLimit + 1), "60" },
    };

    [Theory, MemberData(nameof(BadAtTheEnd))]
    public async Task What_is_wrong_at_the_end_is_said_and_nothing_is_lost(string field, string typed, string says)
    {
        await using var resident = await Resident.Of();
        var again = await resident.Send(await UpToWho(resident), [(field, typed)], files: [("灯.png", Pictures.Encoded(SKEncodedImageFormat.Png))]);

        Assert.Equal(422, again.Status);
        Assert.Contains(says, again.Errors, StringComparison.Ordinal);
        Assert.Equal(("路灯不亮", typed), (again.Value("text"), again.Value(field)));
        Assert.Contains("灯.png", again.Text, StringComparison.Ordinal);

        var filed = await resident.Send(again, [(field, "")]);
        Assert.Equal(200, filed.Status);
        Assert.Equal("灯.png", resident.Read(db => db.Set<StoredFile>().Single()).Name);
    }

    [Fact]
    public async Task A_file_of_a_wrong_kind_is_named_and_those_that_came_before_stay_until_they_are_left_out()
    {
        await using var resident = await Resident.Of();
        var first = await resident.Send(await UpToWho(resident), [("contactPhone", "1")], files: [("灯.png", Pictures.Encoded(SKEncodedImageFormat.Png))]);
        var second = await resident.Send(first, [("contactPhone", "")], files: [("坏.exe", "MZ\0\0"u8.ToArray())]);

        Assert.Contains("坏.exe", second.Errors, StringComparison.Ordinal);
        Assert.Contains("灯.png", second.Text, StringComparison.Ordinal);

        await resident.Send(second, [("drop_0", "true")]);
        Assert.Empty(resident.Read(db => db.Set<StoredFile>().ToList()));
        Assert.Single(resident.Read(db => db.Set<Request>().ToList()));
    }

    [Theory]
    [InlineData("", "请填写")]
    [InlineData("\u202E\u200B", "请填写")]
    public async Task A_text_with_nothing_to_read_is_asked_for_again(string text, string says)
    {
        await using var resident = await Resident.Of();
        var again = await resident.Send(await resident.Get("/report"), [("text", text)]);

        Assert.Equal(422, again.Status);
        Assert.Contains(says, again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_said_to_be_and_kept()
    {
        await using var resident = await Resident.Of();
        var text = new string('水', FileRequest.TextLimit + 1);
        var again = await resident.Send(await resident.Get("/report"), [("text", text)]);

        Assert.Contains("4000", again.Errors.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(text, again.Value("text"));
    }

    [Fact]
    public async Task Characters_that_reorder_what_is_read_are_dropped()
    {
        await using var resident = await Resident.Of();
        var where = await resident.Send(await resident.Get("/report"), [("text", "路灯\u202E不亮")]);

        Assert.Equal("路灯不亮", where.Value("text"));
    }

    [Fact]
    public async Task A_place_nobody_knows_is_asked_for_again_and_several_are_offered()
    {
        await using var resident = await Resident.Of();
        var where = await resident.Send(await resident.Get("/report"), [("text", "路灯不亮")]);

        var unknown = await resident.Send(where, [("place_text", "月球")]);
        Assert.Equal(422, unknown.Status);
        Assert.Contains("没有找到", unknown.Errors, StringComparison.Ordinal);
        Assert.Equal("月球", unknown.Value("place_text"));

        var several = await resident.Send(unknown, [("place_text", "社区")]);
        Assert.Equal(10, several.Document.QuerySelectorAll("input[type=radio][name=place]").Length);
        var who = await resident.Send(several, [("place", resident.Community.Id.ToString())]);
        Assert.Equal(("苏园路社区", resident.Community.Id.ToString()), (who.Value("place_text"), who.Value("place")));
    }

    [Fact]
    public async Task Going_back_loses_nothing_and_a_place_typed_anew_replaces_the_one_chosen_before()
    {
        await using var resident = await Resident.Of();
        var where = await resident.Send(await UpToWho(resident), [("contactName", "王")], press: "back");
        Assert.Equal(("路灯不亮", "苏园路社区", "王"), (where.Value("text"), where.Value("place_text"), where.Value("contactName")));
        var what = await resident.Send(where, nothing, press: "back");
        Assert.Equal("路灯不亮", what.Value("text"));

        var who = await resident.Send(await resident.Send(what, [("text", "垃圾没人收")]), [("place_text", "飞天山村")]);
        Assert.Equal(("飞天山村", "waste", "王"), (who.Value("place_text"), who.Value("category"), who.Value("contactName")));
    }

    [Fact]
    public async Task Sent_twice_it_is_filed_once()
    {
        await using var resident = await Resident.Of();
        var who = await UpToWho(resident);
        var picture = Pictures.Encoded(SKEncodedImageFormat.Png);
        var first = await resident.Send(who, nothing, files: [("灯.png", picture)]);
        var second = await resident.Send(who, nothing, files: [("灯.png", picture)]);

        Assert.Equal(first.Path, second.Path);
        Assert.Single(resident.Read(db => db.Set<Request>().ToList()));
    }

    [Fact]
    public async Task Files_nobody_sealed_are_not_taken()
    {
        await using var resident = await Resident.Of();
        await resident.Send(await UpToWho(resident), [("kept", "forged")]);

        Assert.Empty(resident.Read(db => db.Set<StoredFile>().ToList()));
        Assert.Single(resident.Read(db => db.Set<Request>().ToList()));
    }

    [Fact]
    public async Task One_that_may_be_the_same_is_offered_without_what_was_said_or_by_whom_and_can_be_joined()
    {
        await using var resident = await Resident.Of();
        await resident.Send(await UpToWho(resident, "三单元王大爷家门口路灯不亮"), [("contactName", "王大爷"), ("contactPhone", "13800001234")]);
        resident.Clock.Reset(Given.County.At("2026-09-26T09:00"));

        var same = await resident.Send(await UpToWho(resident), nothing);
        Assert.Contains("路灯照明", same.Text, StringComparison.Ordinal);
        Assert.Contains("2 天前", same.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("王大爷", same.Document.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("13800001234", same.Document.Source.Text, StringComparison.Ordinal);

        Assert.Contains("请", (await resident.Send(same, nothing)).Errors, StringComparison.Ordinal);
        var first = resident.Read(db => db.Set<Matter>().Single());
        var filed = await resident.Send(same, [("joins", first.Id.ToString())]);
        Assert.Contains("合并办理", filed.Text, StringComparison.Ordinal);
        Assert.Equal(first.Id, resident.Read(db => db.Set<Matter>().Single(m => m.Id != first.Id)).MergedIntoId);
    }

    [Fact]
    public async Task A_request_that_was_not_offered_can_not_be_joined()
    {
        await using var resident = await Resident.Of();
        await resident.Send(await UpToWho(resident), nothing);
        var other = await resident.Send(await resident.Send(await resident.Send(await resident.Get("/report"), [("text", "垃圾没人收")]), [("place_text", "飞天山村")]), nothing);
        Assert.Equal(200, other.Status);
        var rubbish = resident.Read(db => db.Set<Matter>().Single(m => m.Category == "waste"));

        var same = await resident.Send(await UpToWho(resident), nothing);
        var refused = await resident.Send(same, [("joins", rubbish.Id.ToString())]);

        Assert.Equal(422, refused.Status);
        Assert.Equal(2, resident.Read(db => db.Set<Request>().Count()));
    }

    [Fact]
    public async Task Mine_is_different_files_one_of_its_own()
    {
        await using var resident = await Resident.Of();
        await resident.Send(await UpToWho(resident), nothing);
        var filed = await resident.Send(await resident.Send(await UpToWho(resident), nothing), [("joins", "different")]);

        Assert.Equal(200, filed.Status);
        Assert.All(resident.Read(db => db.Set<Matter>().ToList()), matter => Assert.Null(matter.MergedIntoId));
    }

    private static async Task<Seen> UpToWho(Resident resident, string text = "路灯不亮")
    {
        var where = await resident.Send(await resident.Get("/report"), [("text", text)]);
        var who = await resident.Send(where, [("place_text", "苏园路社区")]);
        Assert.Equal(200, who.Status);
        return who;
    }
}
