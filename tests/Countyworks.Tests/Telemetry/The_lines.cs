using System.Text;
using System.Text.Json.Nodes;
using Countyworks.Server.Telemetry;
using Countyworks.Tests.Databases;
using Microsoft.Extensions.Logging;
using NodaTime.Testing;

namespace Countyworks.Tests.Telemetry;

public sealed class The_lines
{
    [Fact]
    public async Task Come_whole_and_each_callers_in_order_whoever_writes_at_the_same_time()
    {
        const int callers = 8, each = 2_000;
        var output = new MemoryStream();
        using (var log = new LineLog(new FakeClock(TestStore.Now), output))
        {
            await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() =>
            {
                var logger = log.CreateLogger($"caller {caller}");
                for (var i = 0; i < each; i++)
                {
                    logger.LogInformation("{Number} 县", i);
                }
            }, TestContext.Current.CancellationToken)));
        }

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(callers * each, lines.Count);
        Assert.All(lines.GroupBy(line => (string)line["from"]!), one => Assert.Equal(Enumerable.Range(0, each), one.Select(line => (int)line["number"]!)));
    }

    [Fact]
    public void Keep_nobody_waiting_for_an_output_that_stands_still_and_say_how_many_were_left_out()
    {
        using var gate = new ManualResetEventSlim();
        var output = new StandingStream(gate);
        using (var log = new LineLog(new FakeClock(TestStore.Now), output))
        {
            var logger = log.CreateLogger("much");
            for (var i = 0; i < LineLog.QueueLimit * 2; i++)
            {
                logger.LogInformation("{Number}", i);
            }

            gate.Set();
        }

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var leftOut = lines.Select(line => JsonNode.Parse(line)!).Where(line => (int)line["event"]! == 103).Sum(line => (int)line["count"]!);
        Assert.InRange(leftOut, 1, LineLog.QueueLimit);
        Assert.Equal(LineLog.QueueLimit * 2, lines.Count(line => line.Contains("\"much\"", StringComparison.Ordinal)) + leftOut);
    }

    private sealed class StandingStream(ManualResetEventSlim gate) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            gate.Wait();
            base.Write(buffer);
        }
    }
}
