using Countyworks.Data.Secrets;
using System.Text.Json;
using Countyworks.Core.Notices.Channels;
using Countyworks.Core.People;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Data.Outbox;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Notices;

/// <summary>
/// Sends a notice on by each channel its person has and the host can serve: a message a channel, so that one that is down
/// keeps no other waiting. A repeat sends nothing twice.
/// </summary>
public sealed class NoticeRouting(Database database, Writer writer, ISecrets secrets, NoticeSettings settings, NoticeWords words) : IDeliverer
{
    /// <summary>The topic.</summary>
    public const string TopicName = "notice";

    /// <inheritdoc/>
    public string Topic => TopicName;

    /// <inheritdoc/>
    public async Task<Outcome<Done>> Deliver(Message message, CancellationToken cancellation)
    {
        var id = JsonSerializer.Deserialize<NoticeToRoute>(message.Body, Json.Options)!.NoticeId;
        await using var db = database.Read();
        var letters = await Letters(db, id, cancellation);
        return letters.Count == 0
            ? Done.It
            : await writer.Run<Done>(
                new Envelope("route_notice", Actor.System, message.At, Once.For($"notice/{id}", "")),
                change =>
                {
                    foreach (var (topic, letter) in letters)
                    {
                        change.Send(topic, letter);
                    }

                    return Done.It;
                },
                cancellation);
    }

    private async Task<List<(string Topic, Letter Letter)>> Letters(DistrictDb db, Id<Notice> id, CancellationToken cancellation)
    {
        var notice = await db.Set<Notice>().SingleAsync(n => n.Id == id, cancellation);
        var person = await db.Set<Person>().SingleAsync(p => p.Id == notice.PersonId, cancellation);
        var contact = PersonContact.Of(person, secrets);
        var chosen = await db.Set<NoticeChannel>().Where(c => c.PersonId == person.Id).OrderBy(c => c.Kind).ToListAsync(cancellation);
        return
        [
            .. from kind in Enum.GetValues<ChannelKind>()
               where settings.Has(kind)
               let choice = chosen.Find(c => c.Kind == kind)
               where choice?.IsOn ?? settings.Default.Contains(kind)
               let address = AddressFor(kind, contact, choice)
               where address is not null
               select (TopicOf(kind), Letter.To(id, address, secrets, words.Of(notice.Text), words.Link(notice.Link))),
        ];
    }

    /// <summary>The topic of a channel's letters.</summary>
    public static string TopicOf(ChannelKind kind) => kind switch
    {
        ChannelKind.Email => "notice_email",
        ChannelKind.Sms => "notice_sms",
        ChannelKind.Webhook => "notice_webhook",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string? AddressFor(ChannelKind kind, PersonContact contact, NoticeChannel? choice) => kind switch
    {
        ChannelKind.Email => contact.Email,
        ChannelKind.Sms => contact.Phone,
        ChannelKind.Webhook => choice?.Address,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
