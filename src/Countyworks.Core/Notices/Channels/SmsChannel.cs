using Countyworks.Core.Secrets;
using System.Text.Json;
using Countyworks.Core.Modules;
using Countyworks.Data;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;

namespace Countyworks.Core.Notices.Channels;

/// <summary>
/// Short messages as files for the county's own gateway: <c>sms-outbox/{id}.json</c> with id, phone, text and link.
/// A file appears whole or not at all; the gateway takes it away when it has sent it.
/// </summary>
public sealed class SmsChannel(NoticeSettings settings, DataFolder data, KeyRing ring) : LetterDeliverer(ChannelKind.Sms, ring)
{
    /// <summary>The directory, below the data folder.</summary>
    public const string Folder = "sms-outbox";

    /// <inheritdoc/>
    protected override async Task<Outcome<Done>> Deliver(Message message, Letter letter, CancellationToken cancellation)
    {
        if (!settings.Sms)
        {
            return NotConfigured;
        }

        Directory.CreateDirectory(data.Below(Folder));
        var file = data.Below(Folder, $"{message.Id}.json");
        var unfinished = file + ".part";
        await using (var stream = File.Create(unfinished))
        {
            await JsonSerializer.SerializeAsync(stream, new ShortMessage(message.Id, letter.Address, letter.Text, letter.Link), Json.Options, cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
        return Done.It;
    }

    private sealed record ShortMessage(Id<Message> Id, string Phone, string Text, string? Link);
}
