using System.Text.Json;
using Countyworks.Core.Notices.Channels;
using Countyworks.Data;
using Countyworks.Data.Outbox;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Notices;

/// <summary>
/// Sends on what is told to a phone alone: to somebody who left a number and has no account, so there is no inbox.
/// Where the host has no gateway for short messages it is not sent. A repeat sends nothing twice.
/// </summary>
public sealed class PhoneRouting(Writer writer, NoticeSettings settings, NoticeWords words) : IDeliverer
{
    /// <summary>The topic.</summary>
    public const string TopicName = "notice_to_phone";

    /// <inheritdoc/>
    public string Topic => TopicName;

    /// <inheritdoc/>
    public async Task<Outcome<Done>> Deliver(Message message, CancellationToken cancellation)
    {
        if (!settings.Sms)
        {
            return Done.It;
        }

        var told = JsonSerializer.Deserialize<NoticeToPhone>(message.Body, Json.Options)!;
        var letter = new Letter(told.Id, told.Phone, words.Of(NoticeText.Read(told.Key, told.Arguments)), words.Link(told.Link));
        return await writer.Run<Done>(
            new Envelope("route_to_phone", Actor.System, message.At, Once.For($"notice/{told.Id}", "")),
            change =>
            {
                change.Send(NoticeRouting.TopicOf(ChannelKind.Sms), letter);
                return Done.It;
            },
            cancellation);
    }
}

/// <summary>What is told to a phone; it stands in the outbox alone, and goes with it.</summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="Phone">Digits only, sealed as that of a <see cref="Letter"/>; also openly, in one that was written before an upgrade.</param>
/// <param name="Key">The key of its text.</param>
/// <param name="Arguments">What the text names, as <see cref="NoticeText"/> writes it.</param>
/// <param name="Link">The page, from the root.</param>
internal sealed record NoticeToPhone(Id<Notice> Id, string Phone, string Key, string Arguments, string Link);
