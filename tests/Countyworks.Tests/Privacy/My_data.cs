using System.IO.Compression;
using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.OwnData;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Data.Journal;
using Countyworks.Data.Secrets;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Erasing;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Privacy;

public sealed class My_data
{
    [Theory, EveryEngine]
    public async Task Is_shown_whole_put_right_and_taken_away(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (person, user) = await site.Somebody();
        await FileAs(site, person, "我家门口的路灯不亮");
        using var me = site.Visitor();
        await me.SignIn(user);

        var corrected = await me.Post("/my/data", new { name = "李小明", phone = "138 1234 5678", email = "li@example.org" });
        var page = await me.Get("/my/data");
        var copy = await me.Post("/my/data/copy", null, from: "/my/data");

        Assert.Equal("/my/data?done=corrected", corrected.Location);
        Assert.Contains("我家门口的路灯不亮", page.Words, StringComparison.Ordinal);
        Assert.Contains("13812345678", page.Words, StringComparison.Ordinal);
        Assert.Equal("application/zip", copy.MediaType);
        Assert.Equal("""{"parts":["name","phone","email"]}""", site.Read(db => db.Set<FactRow>().Single(f => f.Kind == "person_corrected").Data));
        Assert.Equal(1, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == "data_exported")));
    }

    [Theory, EveryEngine]
    public async Task Is_erased_with_the_account_when_the_password_is_given(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (person, user) = await site.Somebody();
        var (ended, open) = (await FileAs(site, person, "我家门口的路灯不亮"), await FileAs(site, person, "水管漏水"));
        await site.Move(ended.Id, RequestKind.AnswerAtOnce, "今天修好了");
        using var me = site.Visitor();
        await me.SignIn(user);

        var asked = await me.Get("/my/data/erase");
        var wrong = await me.Post("/my/data/erase", new { current = "wrong", sure = "true" });
        var unsure = await me.Post("/my/data/erase", new { current = Site.Password });
        var done = await me.Post("/my/data/erase", new { current = Site.Password, sure = "true" });

        Assert.Contains("1 件已办结的诉求", asked.Words, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK], [wrong.Status, unsure.Status, done.Status]);
        Assert.Equal((EraseOwnData.Gone, null, false), site.Read(db =>
            (db.Set<Person>().Single(p => p.Id == person.Id).Name, db.Set<Person>().Single(p => p.Id == person.Id).SealedContact, db.Set<Account>().Single(a => a.PersonId == person.Id).IsActive)));
        Assert.Equal((EraseRequest.Gone, "水管漏水"), (TextOf(site, ended.Id), TextOf(site, open.Id)));
        Assert.Equal(0, site.Read(db => db.Set<Request>().Count(r => r.PersonId != null)));
        Assert.Equal("今天修好了", site.Read(db => db.Set<Request>().Single(r => r.Id == ended.Id).Answer));

        await site.Move(open.Id, RequestKind.AnswerAtOnce, "今天修好了");
        await KeepContacts.Job.Run(site.Services, site.Clock.GetCurrentInstant(), default);
        Assert.Equal((EraseRequest.Gone, EraseRequest.Gone), (TextOf(site, open.Id), site.Read(db => db.Set<Matter>().Single(m => m.Id == open.Id).Title)));
    }

    [Fact]
    public async Task Of_somebody_who_held_a_post_stays()
    {
        await using var site = await Site.On();
        using var handler = await site.SignedIn(Role.Handler);

        var refused = await handler.Post("/my/data/erase", new { current = Site.Password, sure = "true" });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(0, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == "person_erased")));
    }

    [Theory, EveryEngine]
    public async Task Of_a_requester_without_an_account_is_erased_by_number_and_code(Engine engine)
    {
        await using var site = await Site.On(engine);
        var filed = await site.File(name: "李小明", phone: "13812345678");
        var path = $"/track/{TrackingNumber.InAddress(filed.Number)}/{filed.TrackingCode}";
        using var stranger = site.Visitor();
        await stranger.Post(path + "/more", new { remark = "我叫李小明，住3栋" });

        var unsure = await stranger.Post(path + "/forget", new { });
        await stranger.Post(path + "/forget", new { sure = "true", words = "true" });
        var stillThere = TextOf(site, filed.Id);
        await site.Move(filed.Id, RequestKind.AnswerAtOnce, "今天修好了");
        await stranger.Post(path + "/forget", new { sure = "true", words = "true" });
        var page = await stranger.Get(path);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.Status);
        Assert.NotEqual(EraseRequest.Gone, stillThere);
        Assert.Equal(EraseRequest.Gone, TextOf(site, filed.Id));
        Assert.DoesNotContain("李小明", page.Text, StringComparison.Ordinal);
        var added = site.Read(db => db.Set<FactRow>().Single(f => f.Kind == "information_added"));
        Assert.Equal((null, null), (added.Remark, added.Salt));
        Assert.NotNull(added.Commitment);
    }

    private static async Task<Filed> FileAs(Site site, Person person, string text)
    {
        var place = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());
        return await site.Do("file_request", change => new FileRequest(text, place, place.Id, null, Door.Web, FileRequest.NewTrackingCode())
        {
            Person = person.Id,
            ContactName = "李小明",
            ContactPhone = "13812345678",
        }.In(change, site.Get<MatterRules>()));
    }

    private static string TextOf(Site site, Id<Matter> id) => site.Read(db => db.Set<Request>().Single(r => r.Id == id).Text);
}
