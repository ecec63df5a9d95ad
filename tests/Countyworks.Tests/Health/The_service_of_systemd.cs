using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Countyworks.Tests.House;

namespace Countyworks.Tests.Health;

public sealed partial class The_service_of_systemd
{
    /// <summary>0 is locked up, 10 is open to everything.</summary>
    [Theory]
    [InlineData("countyworks.service", 1.5)]
    [InlineData("countyworks-backup.service", 2.0)]
    public void May_do_little(string unit, double most)
    {
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            Assert.Skip("No systemd-analyze on this machine.");
        }

        var start = new ProcessStartInfo("/usr/bin/systemd-analyze", ["security", "--offline=true", "--no-pager", Path.Combine(Repository.Root, "deploy", unit)]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();

        Assert.InRange(double.Parse(Level().Match(said).Groups["level"].Value, CultureInfo.InvariantCulture), 0.1, most);
    }

    [Fact]
    public void Runs_only_verbs_that_there_are_with_options_they_know()
    {
        var units = Repository.Read("deploy/countyworks.service") + Repository.Read("deploy/countyworks-backup.service");

        Assert.Contains("countyworks serve --data ", units, StringComparison.Ordinal);
        Assert.Contains("countyworks backup ", units, StringComparison.Ordinal);
        Assert.Contains("--passphrase-file ", units, StringComparison.Ordinal);
        Assert.Contains("Type=notify", units, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"exposure level for [^:]+: (?<level>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Level();
}
