using Countyworks.Core.Secrets;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Countyworks.Core.Notices.Channels;

/// <summary>E-mail by SMTP. A repeat carries the same message id, by which mail programs know it.</summary>
public sealed class EmailChannel(NoticeSettings settings, KeyRing ring) : LetterDeliverer(ChannelKind.Email, ring)
{
    private const int TimeLimitMs = 20_000;

    /// <inheritdoc/>
    protected override async Task<Outcome<Done>> Deliver(Message message, Letter letter, CancellationToken cancellation)
    {
        if (settings.Smtp is not { } server)
        {
            return NotConfigured;
        }

        if (!MailboxAddress.TryParse(letter.Address, out var to))
        {
            return new Refusal("email_address_invalid");
        }

        try
        {
            using var client = new SmtpClient { Timeout = TimeLimitMs };
            await client.ConnectAsync(server.Host, server.Port, Options(server.Security), cancellation);
            if (server.UserName is { } user)
            {
                await client.AuthenticateAsync(user, Environment.GetEnvironmentVariable(SmtpSettings.PasswordVariable) ?? "", cancellation);
            }

            await client.SendAsync(Written(message, letter, server, to), cancellation);
            await client.DisconnectAsync(quit: true, cancellation);
            return Done.It;
        }
        catch (SmtpCommandException error) when ((int)error.StatusCode is >= 550 and < 560)
        {
            // Source: RFC 5321, 4.2.1: what is refused for good is not sent again.
            return new Refusal("email_refused").With("reason", $"{(int)error.StatusCode} {error.Message}");
        }
    }

    private static MimeMessage Written(Message message, Letter letter, SmtpSettings server, MailboxAddress to)
    {
        var from = MailboxAddress.Parse(server.From);
        return new MimeMessage([from], [to], letter.Text, new TextPart("plain") { Text = letter.Link is { } link ? $"{letter.Text}\r\n\r\n{link}\r\n" : letter.Text })
        {
            MessageId = $"{message.Id}@{from.Domain}",
            Date = message.At.ToDateTimeOffset(),
        };
    }

    private static SecureSocketOptions Options(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(security)),
    };
}
