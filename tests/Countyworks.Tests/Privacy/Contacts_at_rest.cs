using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Data.Secrets;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Privacy;

public sealed class Contacts_at_rest
{
    private const string Phone = "13812345678";

    [Theory, EveryEngine]
    public async Task Are_sealed_and_found_by_the_whole_phone(Engine engine)
    {
        await using var site = await Site.On(engine);
        var filed = await site.File(name: "李小明", phone: Phone);
        await site.File(name: "王五", phone: "13800000000");
        var person = await site.Do("add_person", change => new AddPerson("赵六", Phone, "zhao@example.org").In(change, Caller.Operator));

        var found = site.Read(db => db.Set<Request>().Where(Contact.HasPhone(Phone, site.Get<ISecrets>())).ToList());
        var known = site.Read(db => db.Set<Person>().Where(PersonContact.HasPhone(Phone, site.Get<ISecrets>())).Select(p => p.Id).ToList());

        var request = Assert.Single(found);
        Assert.Equal((filed.Id, new Contact("李小明", Phone)), (request.Id, site.ContactOf(request)));
        Assert.Equal([person.Id], known);
        Assert.Equal((null, null), (request.PlainName, request.PlainPhone));
        Assert.DoesNotContain(Phone, request.SealedContact!, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Written_openly_before_are_read_and_found_and_then_sealed_by_the_job(Engine engine)
    {
        await using var site = await Site.On(engine);
        var filed = await site.File();
        await site.Do<Done>("as_before", change =>
        {
            var request = change.Db.Set<Request>().Single();
            (request.PlainName, request.PlainPhone) = ("李小明", Phone);
            change.Put(request);
            change.Add(new Person { Id = change.NewId<Person>(), Name = "赵六", PlainEmail = "zhao@example.org", At = change.Now });
            return Done.It;
        });

        Assert.Equal(filed.Id, Found(site));
        await SealAll(site);

        var request = site.Read(db => db.Set<Request>().Single());
        Assert.Equal((null, null, new Contact("李小明", Phone)), (request.PlainName, request.PlainPhone, site.ContactOf(request)));
        Assert.Equal(filed.Id, Found(site));
        var zhao = site.Read(db => db.Set<Person>().Single(p => p.Name == "赵六"));
        Assert.Equal((null, new PersonContact(null, "zhao@example.org")), (zhao.PlainEmail, PersonContact.Of(zhao, site.Get<ISecrets>())));
    }

    [Theory, EveryEngine]
    public async Task Are_read_under_the_old_key_until_they_are_sealed_under_the_new_one(Engine engine)
    {
        await using var site = await Site.On(engine);
        await site.File(name: "李小明", phone: Phone);
        site.Get<KeyRing>().Renew();
        await site.File(name: "王五", phone: "13800000000");

        var before = site.Read(db => db.Set<Request>().OrderBy(r => r.Id).ToList());
        await SealAll(site);
        var after = site.Read(db => db.Set<Request>().OrderBy(r => r.Id).ToList());

        Assert.Equal(["李小明", "王五"], before.Select(r => site.ContactOf(r).Name));
        Assert.Equal([1, 2], before.Select(r => r.SealedUnder!.Value));
        Assert.Equal([2, 2], after.Select(r => r.SealedUnder!.Value));
        Assert.Equal(["李小明", "王五"], after.Select(r => site.ContactOf(r).Name));
        Assert.True(after.TrueForAll(r => !site.Get<KeyRing>().IsOld(r.SealedContact!)));
    }

    private static Id<Core.Matters.Matter> Found(Site site) =>
        site.Read(db => db.Set<Request>().Where(Contact.HasPhone(Phone, site.Get<ISecrets>())).Select(r => r.Id).Single());

    private static async Task SealAll(Site site)
    {
        await Sealing.Job.Run(site.Services, site.Clock.GetCurrentInstant(), default);
        await SealContacts.Job.Run(site.Services, site.Clock.GetCurrentInstant(), default);
    }
}
