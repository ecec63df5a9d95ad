using System.Net;
using AngleSharp.Html.Dom;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Requests.Desk;

public sealed class Pasting_a_group_chat
{
    private const string Path = "/desk/chat";
    private const string Chat = "张三 16:00\n3栋路灯不亮\n[图片]\n李四 16:11\n收到\n王五 16:12\n水管漏水，13800001234";

    [Theory, EveryEngine]
    public async Task Becomes_one_request_of_each_sender_and_files_them_all_at_once(Engine engine)
    {
        await using var site = await WithCategory(engine);
        using var duty = await site.SignedIn(Role.DutyOfficer);

        var sheet = await Paste(duty, Chat);
        var filed = await duty.Send(Path, Fields(sheet, "file"));
        var done = await duty.Get(filed.Location!);

        var requests = site.Read(db => db.Set<Request>().OrderBy(r => r.Id).ToList());
        Assert.Equal(["3栋路灯不亮", "水管漏水，13800001234"], requests.Select(r => r.Text));
        Assert.Equal([("张三", null, Door.Chat), ("王五", "13800001234", Door.Chat)], requests.Select(r => (site.ContactOf(r).Name!, site.ContactOf(r).Phone, r.Door)));
        Assert.All(requests, r => Assert.Contains(r.TrackingCode, done.Words));
    }

    [Theory, EveryEngine]
    public async Task Files_nothing_twice_when_it_is_sent_twice(Engine engine)
    {
        await using var site = await WithCategory(engine);
        using var duty = await site.SignedIn(Role.DutyOfficer);
        var fields = Fields(await Paste(duty, Chat), "file");

        var first = await duty.Send(Path, fields);
        var second = await duty.Send(Path, fields);

        Assert.Equal(first.Location, second.Location);
        Assert.Equal(2, site.Read(db => db.Set<Request>().Count()));
    }

    [Fact]
    public async Task Is_regrouped_by_numbers_and_files_nothing_before_it_was_looked_at()
    {
        await using var site = await WithCategory();
        using var duty = await site.SignedIn(Role.DutyOfficer);
        var fields = Fields(await Paste(duty, Chat), "file");
        (fields["message_1"], fields["message_2"], fields["message_3"]) = ("1", "0", "1");

        var regrouped = await duty.Send(Path, fields);

        Assert.Empty(site.Read(db => db.Set<Request>().ToList()));
        Assert.Equal("张三: 3栋路灯不亮\n王五: 水管漏水，13800001234", regrouped.Page.QuerySelector("#text_1")!.TextContent);
        Assert.Null(regrouped.Page.QuerySelector("#text_2"));
        Assert.Equal(HttpStatusCode.Found, (await duty.Send(Path, Fields(regrouped, "file"))).Status);
        Assert.Equal(1, site.Read(db => db.Set<Request>().Count()));
    }

    [Fact]
    public async Task Offers_the_open_requests_that_one_may_be_the_same_as_and_joins_it()
    {
        await using var site = await WithCategory();
        using var duty = await site.SignedIn(Role.DutyOfficer);
        await duty.Post("/desk", new { text = "路灯坏了", place_text = "苏园路社区", deed = "file" });
        var first = site.Read(db => db.Set<Matter>().Single());
        var sheet = await Paste(duty, "张三 16:00\n3栋路灯不亮");

        var fields = Fields(sheet, "file");
        Assert.NotNull(sheet.Page.QuerySelector($"input[name=joins_1][value='{first.Id}']"));
        fields["joins_1"] = first.Id.ToString();
        await duty.Send(Path, fields);

        Assert.Equal(first.Id, site.Read(db => db.Set<Matter>().Single(m => m.Id != first.Id)).MergedIntoId);
    }

    [Fact]
    public async Task Shows_every_error_at_once_and_keeps_what_was_typed_and_pasted()
    {
        await using var site = await WithCategory();
        using var duty = await site.SignedIn(Role.DutyOfficer);
        var fields = Fields(await Paste(duty, Chat), "file");
        (fields["place_1"], fields["place_1_text"], fields["contactPhone_2"], fields["text_2"]) = ("", "月亮上", "12", "水管漏水了");

        var refused = await duty.Send(Path, fields);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["place_1", "contactPhone_2"], refused.Page.QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")![1..]));
        Assert.Equal(("月亮上", "水管漏水了"), (((IHtmlInputElement)refused.Page.QuerySelector("#place_1")!).Value, refused.Page.QuerySelector("#text_2")!.TextContent));
        Assert.Equal(Chat, ((IHtmlInputElement)refused.Page.QuerySelector("input[name=paste]")!).GetAttribute("value"));
        Assert.Empty(site.Read(db => db.Set<Request>().ToList()));
    }

    [Fact]
    public async Task Says_what_was_filed_when_another_is_refused_and_does_not_file_it_again()
    {
        await using var site = await WithCategory();
        var (person, user) = await site.Somebody();
        await site.Appoint(person, Role.DutyOfficer, site.Read(db => db.Set<Place>().Single(p => p.Name == "苏园路社区")));
        using var duty = site.Visitor();
        await duty.SignIn(user);
        var fields = Fields(await Paste(duty, Chat), "file");
        (fields["place_2"], fields["place_2_text"]) = ("", "白露塘镇");

        var partly = await duty.Send(Path, fields);
        Assert.Equal(1, site.Read(db => db.Set<Request>().Count()));
        Assert.Equal(["place_2"], partly.Page.QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")![1..]));
        var corrected = Fields(partly, "file");
        corrected["place_2_text"] = "苏园路社区";
        await duty.Send(Path, corrected);

        Assert.Equal(2, site.Read(db => db.Set<Request>().Count()));
    }

    [Theory, EveryEngine]
    public async Task Takes_emoji_marks_of_direction_and_text_without_any_stamp(Engine engine)
    {
        await using var site = await WithCategory(engine);
        using var duty = await site.SignedIn(Role.DutyOfficer);

        // The fortieth character of the text falls into the middle of an emoji.
        var sheet = await Paste(duty, "\u202E" + new string('路', 38) + "👨‍👩‍👧🏮🏮🏮<script>alert(1)</script>");
        var filed = await duty.Send(Path, Fields(sheet, "file"));

        Assert.Equal(HttpStatusCode.Found, filed.Status);
        Assert.DoesNotContain("<script>alert", sheet.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', site.Read(db => db.Set<Request>().Single()).Text);
        Assert.EndsWith("路…", site.Read(db => db.Set<Matter>().Single()).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_nothing_but_pictures_proposes_none_and_keeps_the_messages()
    {
        await using var site = await WithCategory();
        using var duty = await site.SignedIn(Role.DutyOfficer);

        var sheet = await Paste(duty, "张三 16:00\n[图片]\n李四 16:01\n[图片][图片]");
        var fields = Fields(sheet, "file");
        var nothing = await duty.Send(Path, fields);
        (fields["message_1"], fields["deed"]) = ("1", "regroup");
        var made = await duty.Send(Path, fields);

        Assert.Equal(["0", "0"], sheet.Page.QuerySelectorAll("input[type=number]").Select(i => i.GetAttribute("value")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.Status);
        Assert.NotNull(made.Page.QuerySelector("#text_1"));
    }

    [Theory]
    [InlineData(50_001, 1)]
    [InlineData(10, 400)]
    public async Task Of_too_much_is_refused_and_given_back(int length, int messages)
    {
        await using var site = await WithCategory();
        using var duty = await site.SignedIn(Role.DutyOfficer);
        var chat = string.Join('\n', Enumerable.Range(0, messages).Select(i => $"张三{i}：{new string('灯', length)}"));

        var refused = await Paste(duty, chat);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(chat.Length, refused.Page.QuerySelector("#paste")!.TextContent.Length);
        Assert.Equal("#paste", refused.Page.QuerySelector(".errors a")!.GetAttribute("href"));
    }

    private static Task<Answer> Paste(Visitor duty, string chat) => duty.Post(Path, new { paste = chat, place_text = "苏园路社区", deed = "read" });

    // What a browser would send: every field of the form as it stands.
    private static Dictionary<string, string> Fields(Answer sheet, string deed)
    {
        var fields = sheet.Page.QuerySelector("main form")!.QuerySelectorAll("input[name], textarea[name], select[name]")
            .Where(field => field is not IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false })
            .ToDictionary(field => field.GetAttribute("name")!, field => field switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value ?? "",
                _ => "",
            });
        fields["deed"] = deed;
        return fields;
    }

    private static async Task<Site> WithCategory(Engine engine = Engine.Sqlite)
    {
        var site = await Site.On(engine);
        await site.Do<Category>("add", change =>
        {
            var category = new Category { Code = "street_light", NameZh = "路灯", NameEn = "Street lights", Keywords = "路灯 灯不亮" };
            change.Add(category);
            return category;
        });
        return site;
    }
}
