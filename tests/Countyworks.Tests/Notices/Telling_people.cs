using System.Text.Json;
using Countyworks.Core.Modules;
using Countyworks.Core.Notices;
using Countyworks.Core.Notices.Channels;
using Countyworks.Core.People;
using Countyworks.Data.Outbox;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Ui;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Notices;

public sealed class Telling_people
{
    private static readonly NoticeText Two = new("notices.unread", 2);
    private static readonly Texts Texts = new([TextSource.Beside(typeof(Notice)), .. UiServices.OwnTexts]);

    [Theory, EveryEngine]
    public async Task A_notice_waits_in_the_inbox_until_it_is_read(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var zhang = await Person(store);
        await store.Do(change => change.Notify(zhang, Two, "/requests/1"));
        await store.Do(change => change.Notify(zhang, Two, "/requests/2"), TestStore.Now + Duration.FromHours(1));

        var inbox = await Inbox(store, zhang);
        Assert.Equal(["/requests/2", "/requests/1"], inbox.Notices.Select(n => n.Link));
        Assert.Equal(2, inbox.Unread);

        await store.Do(change => new ReadNotices(inbox.Notices[0].Id).In(change, zhang));
        Assert.Equal(1, (await Inbox(store, zhang)).Unread);
        await store.Do(change => new ReadNotices().In(change, zhang));
        Assert.Equal(0, (await Inbox(store, zhang)).Unread);
    }

    [Theory, EveryEngine]
    public async Task Nobody_reads_the_notices_of_another(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var (zhang, li) = (await Person(store), await Person(store));
        var notice = await store.Do<Id<Notice>>(change => change.Notify(zhang, Two, "/"));

        var outcome = await store.Writer.Run(new Envelope("test", Actor.System, TestStore.Now), change => new ReadNotices(notice).In(change, li));

        Assert.Equal("not_found", outcome.Refusal?.Code);
        Assert.Empty((await Inbox(store, li)).Notices);
    }

    [Fact]
    public void Words_numbers_days_and_instants_come_back_as_they_were()
    {
        var text = new NoticeText("key", "路灯", 3L, new LocalDate(2026, 1, 5), TestStore.Now);

        Assert.Equal(text.Arguments, NoticeText.Read(text.Key, text.Write()).Arguments);
    }

    [Theory, EveryEngine]
    public async Task It_goes_out_by_each_channel_that_person_and_host_have(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var mail = new FakeMailServer();
        var settings = new NoticeSettings { Smtp = Smtp(mail), Sms = true, PublicAddress = "https://suxian.example/" };
        var zhang = await Person(store);
        await store.Do(change => change.Add(new NoticeChannel { PersonId = zhang, Kind = ChannelKind.Sms, IsOn = true }));
        await store.Do(change => change.Notify(zhang, Two, "/requests/1"));

        await DeliverAll(store, settings);

        var letter = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Assert.Single(mail.Letters))));
        Assert.Equal(("2 条未读", "zhang@example.org"), (letter.Subject, letter.To.Mailboxes.Single().Address));
        Assert.Contains("https://suxian.example/requests/1", letter.TextBody, StringComparison.Ordinal);
        using var sms = JsonDocument.Parse(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Path.Combine(store.Folder, SmsChannel.Folder)))));
        Assert.Equal(("13800000000", "2 条未读"), (sms.RootElement.GetProperty("phone").GetString(), sms.RootElement.GetProperty("text").GetString()));
    }

    [Theory, EveryEngine]
    public async Task A_channel_that_was_switched_off_stays_silent(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var mail = new FakeMailServer();
        var zhang = await Person(store);
        await store.Do(change => change.Add(new NoticeChannel { PersonId = zhang, Kind = ChannelKind.Email, IsOn = false }));
        await store.Do(change => change.Notify(zhang, Two, "/"));

        await DeliverAll(store, new NoticeSettings { Smtp = Smtp(mail) });

        Assert.Empty(mail.Letters);
    }

    [Theory, EveryEngine]
    public async Task A_notice_routed_twice_goes_out_once(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var zhang = await Person(store);
        await store.Do(change => change.Notify(zhang, Two, "/"));
        var routing = new NoticeRouting(store.Database, store.Writer, store.Keys, new NoticeSettings { Sms = true, Default = [ChannelKind.Sms] }, new NoticeWords(new NoticeSettings(), Texts));
        var message = store.Read(db => db.Set<Message>().Single());

        await routing.Deliver(message, default);
        await routing.Deliver(message, default);

        Assert.Single(store.Read(db => db.Set<Message>().Where(m => m.Topic == "notice_sms").ToList()));
    }

    [Theory, EveryEngine]
    public async Task Mail_that_is_refused_for_good_is_given_up_and_says_why(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var mail = new FakeMailServer("550 no such user");
        var zhang = await Person(store);
        await store.Do(change => change.Notify(zhang, Two, "/"));

        await DeliverAll(store, new NoticeSettings { Smtp = Smtp(mail) });

        var message = store.Read(db => db.Set<Message>().Single(m => m.Topic == "notice_email"));
        Assert.True(message.IsGivenUp);
        Assert.Equal("550 no such user", message.Error);
    }

    [Theory, EveryEngine]
    public async Task Mail_waits_for_a_server_that_is_busy(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var mail = new FakeMailServer("450 later");
        var zhang = await Person(store);
        await store.Do(change => change.Notify(zhang, Two, "/"));

        await DeliverAll(store, new NoticeSettings { Smtp = Smtp(mail) });

        Assert.NotNull(store.Read(db => db.Set<Message>().Single(m => m.Topic == "notice_email")).NextTryAt);
    }

    private static SmtpSettings Smtp(FakeMailServer mail) =>
        new() { Host = "127.0.0.1", Port = mail.Port, Security = SmtpSecurity.None, From = "service@suxian.example" };

    private static async Task DeliverAll(TestStore store, NoticeSettings settings)
    {
        using var webhook = new WebhookChannel(settings, store.Keys);
        IDeliverer[] deliverers =
        [
            new NoticeRouting(store.Database, store.Writer, store.Keys, settings, new NoticeWords(settings, Texts)), new EmailChannel(settings, store.Keys),
            new SmsChannel(settings, new DataFolder(store.Folder), store.Keys), webhook,
        ];
        using var courier = new Courier(store.Database, store.Writer, deliverers, new FakeClock(TestStore.Now), NullLogger<Courier>.Instance);
        while (await courier.DeliverDue(TestStore.Now) > 0)
        {
            // What was routed is delivered next.
        }
    }

    private static async Task<NoticeInbox> Inbox(TestStore store, Id<Person> person)
    {
        await using var db = store.Database.Read();
        return await NoticeInbox.Read(db, person, 1);
    }

    private static Task<Id<Person>> Person(TestStore store) => store.Do<Id<Person>>(change =>
    {
        var person = new Person { Id = change.NewId<Person>(), Name = "张三", At = change.Now };
        new PersonContact("13800000000", "zhang@example.org").SealInto(person, change.Secrets);
        change.Add(person);
        return person.Id;
    });
}
