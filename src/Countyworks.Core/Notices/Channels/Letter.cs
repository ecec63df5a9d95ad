using Countyworks.Kernel;

namespace Countyworks.Core.Notices.Channels;

/// <summary>A notice on its way by one channel.</summary>
/// <param name="NoticeId">Which notice.</param>
/// <param name="To">An e-mail address, a phone number or a web address, as the channel needs it.</param>
/// <param name="Text">What is said.</param>
/// <param name="Link">The page where something can be done about it; null where the host has no public address.</param>
public sealed record Letter(Id<Notice> NoticeId, string To, string Text, string? Link);
