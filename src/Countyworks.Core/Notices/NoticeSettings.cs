namespace Countyworks.Core.Notices;

/// <summary>How notices leave the house: the section <c>notices</c> of the host's settings file. Secrets are environment variables instead.</summary>
public sealed record NoticeSettings
{
    /// <summary>Where the public reaches this server: <c>https://suxian.example</c>; null leaves links out of what is sent.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>The language in which notices are sent: zh-CN or en. In the inbox everybody reads their own.</summary>
    public string Language { get; init; } = "zh-CN";

    /// <summary>The channels of people who chose none.</summary>
    public IReadOnlyList<ChannelKind> Default { get; init; } = [ChannelKind.Email];

    /// <summary>The mail server; null where no mail is sent.</summary>
    public SmtpSettings? Smtp { get; init; }

    /// <summary>Whether a gateway takes short messages from the directory <c>sms-outbox</c>.</summary>
    public bool Sms { get; init; }

    /// <summary>Webhooks; null where none are called.</summary>
    public WebhookSettings? Webhook { get; init; }

    /// <summary>Whether the host can send by a channel.</summary>
    public bool Has(ChannelKind kind) => kind switch
    {
        ChannelKind.Email => Smtp is not null,
        ChannelKind.Sms => Sms,
        ChannelKind.Webhook => Webhook is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>From the first byte (port 465).</summary>
    Tls = 1,

    /// <summary>Before anything is said (port 587).</summary>
    StartTls = 2,

    /// <summary>Not at all: for a server on the same machine.</summary>
    None = 3,
}

/// <summary>The mail server. Its password is the environment variable <see cref="PasswordVariable"/>.</summary>
public sealed record SmtpSettings
{
    /// <summary>The environment variable of the password.</summary>
    public const string PasswordVariable = "COUNTYWORKS_SMTP_PASSWORD";

    /// <summary>Its name.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 465;

    /// <summary>How the connection is protected.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.Tls;

    /// <summary>The address mail comes from.</summary>
    public required string From { get; init; }

    /// <summary>The user who signs in; null where none has to.</summary>
    public string? UserName { get; init; }
}

/// <summary>Webhooks. What is sent is signed with the environment variable <see cref="SecretVariable"/>.</summary>
public sealed record WebhookSettings
{
    /// <summary>The environment variable of the key of signatures.</summary>
    public const string SecretVariable = "COUNTYWORKS_WEBHOOK_SECRET";

    /// <summary>Hosts that may lie in the office network and be called without TLS; all others must be public and use it.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
