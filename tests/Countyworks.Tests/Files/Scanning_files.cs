using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Modules;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Files;

/// <summary>Where a ClamAV daemon is named, it looks at every file before anything of ours takes it apart.</summary>
public sealed class Scanning_files
{
    // The harmless file that every scanner calls infected; in two parts, so that this very source is not.
    private static readonly byte[] Eicar = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_a_clean_file_clean_and_an_infected_one_infected(bool isUnix)
    {
        await using var daemon = new FakeClamd(isUnix);
        var scanner = Scanners.At(daemon.Address);

        Assert.Null((await scanner.Look(new MemoryStream(new byte[200_000]), TestContext.Current.CancellationToken)).Refusal);
        Assert.Equal("file_infected", (await scanner.Look(new MemoryStream(Eicar), TestContext.Current.CancellationToken)).Refusal?.Code);
    }

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR")]
    [InlineData("")]
    [InlineData("stream: perhaps")]
    [InlineData("stream: OKAY")]
    public async Task Takes_no_file_that_was_not_called_clean(string answer)
    {
        await using var daemon = new FakeClamd(isUnix: false, answer);

        Assert.Equal("scanner_away", (await Scanners.At(daemon.Address).Look(new MemoryStream([1]), TestContext.Current.CancellationToken)).Refusal?.Code);
    }

    [Theory]
    [InlineData("tcp:127.0.0.1:1")]
    [InlineData("unix:/nowhere/clamd.ctl")]
    public async Task Takes_no_file_while_the_daemon_is_away(string address) =>
        Assert.Equal("scanner_away", (await Scanners.At(address).Look(new MemoryStream([1]), TestContext.Current.CancellationToken)).Refusal?.Code);

    [Theory]
    [InlineData("clamd")]
    [InlineData("tcp:")]
    [InlineData("tcp:host")]
    [InlineData("unix:")]
    [InlineData("http://localhost:3310")]
    public void Is_not_configured_with_what_is_no_address(string address) => Assert.Throws<InvalidDataException>(() => Scanners.At(address));

    [Fact]
    public async Task Refuses_an_infected_file_over_the_API_and_keeps_nothing_of_it()
    {
        await using var daemon = new FakeClamd(isUnix: false);
        await using var site = await Site.On(with: With(daemon.Address));
        using var client = new Client(site.Address);

        Assert.Equal((HttpStatusCode.BadRequest, "file_infected"), (await client.PostFile("a.txt", Eicar)).Refusal);
        Assert.Equal(HttpStatusCode.Created, (await client.PostFile("a.txt", "路灯"u8.ToArray())).Status);
        Assert.Equal(1, site.Read(db => db.Set<StoredFile>().Count()));
        var folder = site.Get<DataFolder>();
        Assert.Empty(Directory.GetFiles(folder.Below("incoming")));
        Assert.Single(Directory.GetFiles(folder.Below("files"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Says_that_files_must_wait_and_gives_the_form_back_filled()
    {
        await using var site = await Site.On(with: With("tcp:127.0.0.1:1"));
        using var visitor = site.Visitor();

        var page = await visitor.Upload("/report", "files", "a.txt", "路灯"u8.ToArray(), new { text = "路灯不亮", step = "who", place = site.District.Id.ToString(), place_text = site.District.Name });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("暂时无法检查文件", page.Words, StringComparison.Ordinal);
        Assert.Contains("路灯不亮", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, site.Read(db => db.Set<StoredFile>().Count()));
    }

    private static Func<Countyworks.Server.Hosting.HostSettings, Countyworks.Server.Hosting.HostSettings> With(string scanner) => settings =>
    {
        File.WriteAllText(Path.Combine(settings.Data, DataFolder.SettingsFile), $$"""{ "files": { "scanner": "{{scanner}}" } }""");
        return settings;
    };

    /// <summary>Speaks as much of clamd's language as is needed: INSTREAM alone.</summary>
    private sealed class FakeClamd : IAsyncDisposable
    {
        private readonly Socket listening;
        private readonly string? answer;
        private readonly Task serving;

        public FakeClamd(bool isUnix, string? answer = null)
        {
            this.answer = answer;
            var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            EndPoint at = isUnix ? new UnixDomainSocketEndPoint(path) : new IPEndPoint(IPAddress.Loopback, 0);
            listening = isUnix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            listening.Bind(at);
            listening.Listen();
            Address = isUnix ? "unix:" + path : $"tcp:127.0.0.1:{((IPEndPoint)listening.LocalEndPoint!).Port}";
            serving = Serve();
        }

        public string Address { get; }

        public async ValueTask DisposeAsync()
        {
            listening.Dispose();
            await serving;
        }

        private async Task Serve()
        {
            try
            {
                while (true)
                {
                    using var socket = await listening.AcceptAsync();
                    await using var stream = new NetworkStream(socket);
                    var verdict = Judge(await Received(stream));
                    await stream.WriteAsync(Encoding.UTF8.GetBytes((answer ?? verdict) + "\0"));
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private static string Judge(byte[] content) => content.AsSpan().IndexOf(Eicar) >= 0 ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";

        private static async Task<byte[]> Received(NetworkStream stream)
        {
            var command = new byte[10];
            await stream.ReadExactlyAsync(command);
            Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
            using var content = new MemoryStream();
            var head = new byte[sizeof(int)];
            while (true)
            {
                await stream.ReadExactlyAsync(head);
                var chunk = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
                if (chunk.Length == 0)
                {
                    return content.ToArray();
                }

                await stream.ReadExactlyAsync(chunk);
                content.Write(chunk);
            }
        }
    }
}
