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
if (said.WatchedPort is { } watchedPort)
{
    await WatchedServer.RunAsync(watchedPort, args.Contains(WatchedServer.Lines), clock);
    return 0;
}

if (args.Contains("--watching"))
{
    Console.WriteLine(await Watching.MeasureAsync(said.Seconds));
    return 0;
}

if (args.Contains("--growing"))
{
    foreach (var limit in (await Growing.MeasureAsync(said.App, said.Grown ?? 1_000_000, clock, said.Seconds)).Limits)
    {
        Console.WriteLine(limit);
    }

    return 0;
}

if (args.Contains("--books"))
{
    Console.Write(new BooksReport(await Books.MeasureAsync(clock, said.Seconds, said.Entries)).AsMarkdown);
    Console.WriteLine(await Billing.MeasureAsync(clock));
    return 0;
}

var district = await BenchDistrict.PrepareAsync(said.Requests, clock);
if (args.Contains("--writing"))
{
    Console.WriteLine(await Writing.MeasureAsync(district.Copy(), clock, said.Seconds));
    return 0;
}

if (args.Contains("--backup"))
{
    Console.WriteLine(await Backing.MeasureAsync(district.Copy(), clock, said.Seconds));
    return 0;
}

if (args.Contains("--reading"))
{
    Console.WriteLine(await Reading.MeasureAsync(district.Copy(), clock, said.Seconds));
    return 0;
}

var report = await Measuring.RunAsync(said, district.Copy(), clock);
if (said.Only is not null)
{
    Console.Write(report.Table);
    return 0;
}

report = report with
{
    Writing = await Writing.MeasureAsync(district.Copy(), clock, said.Seconds),
    Reading = await Reading.MeasureAsync(district.Copy(), clock, said.Seconds),
    Backing = await Backing.MeasureAsync(district.Copy(), clock, said.Seconds),
    Growing = said.Grown is { } grown ? await Growing.MeasureAsync(said.App, grown, clock, said.Seconds) : null,
    Watching = await Watching.MeasureAsync(said.Seconds),
    Billing = await Billing.MeasureAsync(clock),
    Books = await Books.MeasureAsync(clock, said.Seconds, said.Entries),
};
Console.Write(report.AsMarkdown(clock.GetCurrentInstant()));
if (said.Write)
{
    File.WriteAllText(Path.Combine("docs", "performance.md"), report.AsMarkdown(clock.GetCurrentInstant()));
}

var broken = report.Limits.Where(limit => !limit.Holds).ToList();
broken.ForEach(limit => Console.Error.WriteLine($"Does not hold: {limit.Words} ({limit.Seen})"));
return said.Gate && broken.Count > 0 ? 1 : 0;
