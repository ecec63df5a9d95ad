using System.Text.Json.Serialization;
using Countyworks.Data.Secrets;
using Countyworks.Kernel;

namespace Countyworks.Core.Notices.Channels;

/// <summary>A notice on its way by one channel.</summary>
/// <param name="NoticeId">Which notice.</param>
/// <param name="Address">An e-mail address, a phone number or a web address, as the channel needs it; sealed while it waits in the outbox.</param>
/// <param name="Text">What is said.</param>
/// <param name="Link">The page where something can be done about it; null where the host has no public address.</param>
public sealed record Letter(Id<Notice> NoticeId, [property: JsonPropertyName("to")] string Address, string Text, string? Link)
{
    /// <summary>A letter as it waits: only the courier learns where to.</summary>
    public static Letter To(Id<Notice> notice, string address, ISecrets secrets, string text, string? link) => new(notice, secrets.Seal(PlaceOf(notice), address), text, link);

    /// <summary>What the address of a notice's letters is sealed for.</summary>
    internal static SecretPlace PlaceOf(Id<Notice> notice) => new("letter", "address", notice.ToString());
}
