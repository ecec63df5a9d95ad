using System.Globalization;
using Countyworks.Core.Calendars;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using Countyworks.Server.Telemetry;
using NodaTime;

namespace Countyworks.Server.Doctor;

/// <summary>What is asked of the district: whether its work goes on.</summary>
internal static class DistrictChecks
{
    private static readonly Duration longestWait = Duration.FromHours(1);
    private static readonly Duration longestRest = Duration.FromMinutes(10);
    private static readonly Duration mostAhead = Duration.FromMinutes(1);
    private static readonly TimeSpan oldestBackup = TimeSpan.FromHours(26);

    public static Seen Calendar(Patient patient)
    {
        var today = CountyTime.LocalDay(patient.Now);
        var missing = patient.Read(db => DistrictCalendar.MissingYear(DistrictCalendar.Read(db), today, hasProvisional: false));
        var said = today.Year.ToString(CultureInfo.InvariantCulture);
        return missing is { } year ? new("calendar", null, new Finding("calendar_missing", year.ToString(CultureInfo.InvariantCulture)) { IsAdvice = year > today.Year }) : new("calendar", said);
    }

    public static Seen Journal(Patient patient)
    {
        var newest = patient.Read(db => db.Set<FactRow>().OrderByDescending(f => f.Seq).Select(f => new { f.Seq, f.At }).FirstOrDefault());
        return newest is not null && newest.At > patient.Now + mostAhead
            ? new("journal", null, new Finding("clock_back", CountyTime.Local(newest.At).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)))
            : new("journal", newest?.Seq.ToString("#,0", CultureInfo.InvariantCulture));
    }

    public static Seen Outbox(Patient patient)
    {
        var state = StoreState.Read(patient.Database, patient.Now);
        var findings = new List<Finding>();
        if (patient.IsServed && patient.Read(db => db.Set<Message>().Where(m => m.NextTryAt != null).Min(m => m.NextTryAt)) is { } next && patient.Now - next > longestWait)
        {
            findings.Add(new Finding("outbox_stuck", state.Waiting, (int)(patient.Now - next).TotalMinutes));
        }

        if (state.GivenUp > 0)
        {
            findings.Add(new Finding("outbox_given_up", state.GivenUp) { IsAdvice = true });
        }

        return new("outbox", state.Waiting.ToString(CultureInfo.InvariantCulture), findings);
    }

    public static Seen Jobs(Patient patient)
    {
        var leases = patient.Read(db => db.Set<Lease>().OrderBy(l => l.Job).ToList());
        var isServed = patient.IsServed;
        return new("jobs", leases.Count.ToString(CultureInfo.InvariantCulture),
        [
            .. leases.Where(l => l.Failures > 0).Select(l => new Finding("job_failing", l.Job, l.Failures, l.Error ?? "")),

            // Both are past: whoever held it is gone, and nobody took it.
            .. leases.Where(l => isServed && l.Failures == 0 && patient.Now - Instant.Max(l.NextRunAt, l.Until) > longestRest).Select(l => new Finding("job_resting", l.Job)),
        ]);
    }

    public static Seen Backups(Patient patient)
    {
        if (patient.Settings.Backups is not { } folder)
        {
            return new("backups", null, new Finding("backups_unsaid") { IsAdvice = true });
        }

        var newest = Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles().Where(f => f.Length > 0).MaxBy(f => f.LastWriteTimeUtc) : null;
        if (newest is null)
        {
            return new("backups", folder, new Finding("backups_absent", folder));
        }

        var age = TimeProvider.System.GetUtcNow() - new DateTimeOffset(newest.LastWriteTimeUtc);
        var hours = (int)age.TotalHours;
        return age > oldestBackup ? new("backups", newest.Name, new Finding("backups_old", newest.FullName, hours)) : new("backups", newest.Name);
    }
}
