using Countyworks.Core.Secrets;
using System.Text.Json;
using Countyworks.Data;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;

namespace Countyworks.Core.Notices.Channels;

/// <summary>A channel: takes the letters of its kind out of the outbox.</summary>
public abstract class LetterDeliverer(ChannelKind kind, KeyRing ring) : IDeliverer
{
    /// <inheritdoc/>
    public string Topic { get; } = NoticeRouting.TopicOf(kind);

    /// <inheritdoc/>
    public Task<Outcome<Done>> Deliver(Message message, CancellationToken cancellation)
    {
        var letter = JsonSerializer.Deserialize<Letter>(message.Body, Json.Options)!;

        // What can't be opened was written openly, before addresses were sealed.
        return Deliver(message, letter with { Address = ring.Open(Letter.PlaceOf(letter.NoticeId), letter.Address) ?? letter.Address }, cancellation);
    }

    /// <summary>Delivers a letter.</summary>
    protected abstract Task<Outcome<Done>> Deliver(Message message, Letter letter, CancellationToken cancellation);

    /// <summary>The host's settings no longer have the channel: the letter waits for them.</summary>
    protected Refusal NotConfigured => new("channel_not_configured") { Kind = RefusalKind.Unavailable, Arguments = [new("channel", Topic)] };
}
