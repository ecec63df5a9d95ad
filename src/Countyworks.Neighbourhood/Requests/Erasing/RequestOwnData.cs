using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.OwnData;
using Countyworks.Core.People;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Secrets;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Erasing;

/// <summary>A person's own requests: their words, contacts, additions, ratings and files.</summary>
public sealed class RequestOwnData(ISecrets secrets) : IOwnData
{
    private const int Most = 2000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OwnSection>> Read(DistrictDb db, Person person, CancellationToken cancellation)
    {
        var own = await Own(db, person.Id).Take(Most).ToListAsync(cancellation);
        var ids = own.Select(t => t.Matter.Id).ToList();
        var subjects = ids.ConvertAll(id => (Guid?)id.Value);
        var (me, added) = ((Guid?)person.Id.Value, FactKinds.NameOf(typeof(InformationAdded)));
        var said = await db.Set<FactRow>().Where(f => subjects.Contains(f.SubjectId) && f.Remark != null && (f.PersonId == me || (f.PersonId == null && f.Kind == added)))
            .OrderBy(f => f.Seq).Take(Most).ToListAsync(cancellation);
        var files = await (
            from hung in db.Set<MatterFile>()
            join file in db.Set<StoredFile>() on hung.FileId equals file.Id
            where ids.Contains(hung.MatterId) && hung.Purpose == FileRequest.ReportPurpose
            orderby file.Id
            select file).Take(Most).ToListAsync(cancellation);
        return
        [
            new("requests", [.. own.Select(Row)]) { Files = files },
            new("said", [.. said.Select(f => (IReadOnlyList<OwnField>)[new("at", When(f.At)), new("words", f.Remark)])]),
        ];
    }

    /// <inheritdoc/>
    public void Erase(Change change, Id<Person> person)
    {
        foreach (var own in Own(change.Db, person).ToList())
        {
            if (own.Matter.IsOpen)
            {
                own.Request.IsToBeErased = true;
            }

            EraseRequest.Contact(change, own.Request, ErasedFor.Wish);
            if (!own.Matter.IsOpen)
            {
                EraseRequest.Words(change, own.Matter, own.Request, ErasedFor.Wish);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Text, int Count)>> Foresee(DistrictDb db, Id<Person> person, CancellationToken cancellation) =>
    [
        ("my_data.will_ended", await Matters(db, person).CountAsync(m => !m.IsOpen, cancellation)),
        ("my_data.will_open", await Matters(db, person).CountAsync(m => m.IsOpen, cancellation)),
    ];

    private static IQueryable<Matter> Matters(DistrictDb db, Id<Person> person) =>
        from request in db.Set<Request>()
        join matter in db.Set<Matter>() on request.Id equals matter.Id
        where request.PersonId == person
        select matter;

    private static IQueryable<Tracked> Own(DistrictDb db, Id<Person> person) =>
        from request in db.Set<Request>()
        join matter in db.Set<Matter>() on request.Id equals matter.Id
        where request.PersonId == person
        orderby request.Id
        select new Tracked(matter, request);

    private IReadOnlyList<OwnField> Row(Tracked own)
    {
        var (request, contact) = (own.Request, Contact.Of(own.Request, secrets));
        return
        [
            new("number", own.Matter.Number), new("at", When(own.Matter.OpenedAt)), new("words", request.Text), new("address", request.Address),
            new("contact_name", contact.Name), new("phone", contact.Phone), new("answer", request.Answer), new("rating_words", request.RatingRemark),
        ];
    }

    private static string When(Instant at) => CountyTime.Local(at).ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);   // a pattern, not a text
}
