using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Countyworks.Tests.Notices;

/// <summary>A mail server that takes what is sent to it, or refuses every recipient with a code.</summary>
internal sealed class FakeMailServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string recipientAnswer;

    public FakeMailServer(string recipientAnswer = "250 fine")
    {
        this.recipientAnswer = recipientAnswer;
        listener.Start();
        Conversations = Listen();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The letters, as they came over the wire.</summary>
    public List<string> Letters { get; } = [];

    public Task Conversations { get; }

    public void Dispose() => listener.Dispose();

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await Talk(client.GetStream());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The server was closed, or the other side hung up.
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 fake");
        while (await reader.ReadLineAsync() is { } line)
        {
            var word = line.Split(' ')[0].ToUpperInvariant();
            if (word == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                Letters.Add(await ReadLetter(reader));
            }

            await writer.WriteLineAsync(word switch { "RCPT" => recipientAnswer, "QUIT" => "221 bye", "EHLO" => "250 SMTPUTF8", _ => "250 fine" });
            if (word == "QUIT")
            {
                return;
            }
        }
    }

    private static async Task<string> ReadLetter(StreamReader reader)
    {
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            letter.AppendLine(line);
        }

        return letter.ToString();
    }
}
