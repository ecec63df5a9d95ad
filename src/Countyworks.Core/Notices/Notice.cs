using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Notices;

/// <summary>Something a person is told (通知). It waits in the inbox and goes out by the channels the person has.</summary>
public sealed class Notice
{
    /// <summary>Its identity.</summary>
    public required Id<Notice> Id { get; init; }

    /// <summary>Who is told.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>The key of its text.</summary>
    public required string Key { get; init; }

    /// <summary>What the text names, as <see cref="NoticeText"/> writes it.</summary>
    public required string Arguments { get; init; }

    /// <summary>The page where something can be done about it, from the root: <c>/requests/…</c>.</summary>
    public required string Link { get; init; }

    /// <summary>The matter it is about; null when it is about none.</summary>
    public Id<Matter>? MatterId { get; init; }

    /// <summary>When it was read; null while it is new.</summary>
    public Instant? ReadAt { get; set; }

    /// <summary>What it says.</summary>
    public NoticeText Text => NoticeText.Read(Key, Arguments);
}

/// <summary>A way by which notices reach a person outside the inbox.</summary>
public enum ChannelKind
{
    /// <summary>To the person's e-mail address.</summary>
    Email = 1,

    /// <summary>To the person's phone, through the county's own gateway (短信).</summary>
    Sms = 2,

    /// <summary>To a web address of a program of the person's or unit's own.</summary>
    Webhook = 3,
}

/// <summary>A person's choice about a channel; where none was made the host's default holds.</summary>
public sealed class NoticeChannel
{
    /// <summary>Whose.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>Which.</summary>
    public required ChannelKind Kind { get; init; }

    /// <summary>Whether notices go there.</summary>
    public required bool IsOn { get; set; }

    /// <summary>The web address of a webhook; null for e-mail and SMS, which go to what is known of the person.</summary>
    public string? Address { get; set; }
}
