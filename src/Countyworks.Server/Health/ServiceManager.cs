using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Countyworks.Server.Health;

/// <summary>
/// Tells systemd, where it started this process (<c>Type=notify</c>, <c>WatchdogSec=</c>), that the server is up, that it stops, and at every beat that the
/// writer works: a server that hangs is started anew.
/// </summary>
public sealed class ServiceManager(Readiness readiness) : BackgroundService
{
    private static readonly string? socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    /// <summary>Says something; nothing where nobody listens.</summary>
    public static void Say(string what)
    {
        if (string.IsNullOrEmpty(socket))
        {
            return;
        }

        using var channel = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        channel.SendTo(Encoding.UTF8.GetBytes(what), new UnixDomainSocketEndPoint(socket[0] == '@' ? "\0" + socket[1..] : socket));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var within) || within <= 0)
        {
            return;
        }

        using var beat = new PeriodicTimer(TimeSpan.FromMicroseconds(within / 2.0));
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            if (!readiness.IsHopeless)
            {
                Say("WATCHDOG=1");
            }
        }
    }
}
