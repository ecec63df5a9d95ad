using Countyworks.Benchmarks;
using Countyworks.Server;

if (args is ["--tally"])
{
    return Tallying.Run();
}

var said = Arguments.Read(args);
if (said.BarePort is { } port)
{
    await BareServer.RunAsync(port);
    return 0;
}

var clock = Terminal.OfThisProcess.Clock;
var district = await BenchDistrict.PrepareAsync(said.Requests, clock);
var report = await Measuring.RunAsync(said, district);
Console.Write(report.AsMarkdown(clock.GetCurrentInstant()));
if (said.Write)
{
    File.WriteAllText(Path.Combine("docs", "performance.md"), report.AsMarkdown(clock.GetCurrentInstant()));
}

foreach (var broken in report.BrokenLimits)
{
    Console.Error.WriteLine(broken);
}

return said.Gate && report.BrokenLimits.Count > 0 ? 1 : 0;
