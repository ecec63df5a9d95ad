using System.Data.Common;
using Countyworks.Core.Files;
using Countyworks.Core.Notices;
using Countyworks.Core.Seals;
using Countyworks.Core.SignIn;
using Countyworks.Server.Hosting;
using NodaTime;

namespace Countyworks.Server.Doctor;

/// <summary>Looks at an installation, whether or not a server works on it, and changes nothing.</summary>
public static class Examination
{
    private static readonly Func<Patient, IEnumerable<Seen>>[] ofTheMachine =
        [One(Sections), One(MachineChecks.Folder), One(MachineChecks.Keys), One(MachineChecks.Disk), MachineChecks.DiskAndClock, One(MachineChecks.OpenFiles)];

    private static readonly Func<Patient, IEnumerable<Seen>>[] ofTheDistrict =
    [
        StoreChecks.Engine, One(DistrictChecks.Journal), One(SealChecks.Seal), One(DistrictChecks.Calendar), One(DistrictChecks.Outbox), One(DistrictChecks.Jobs),
    ];

    /// <summary>Looks at everything; at rows only where the database is of this version.</summary>
    public static async Task<IReadOnlyList<Seen>> Of(HostSettings settings, Instant now)
    {
        await using var database = settings.OpenDatabase(CountyHost.Parts, isBeside: true);
        var patient = new Patient(settings, database, now);
        var seen = ofTheMachine.SelectMany(check => Try(check, patient)).ToList();
        var schema = Try(One(StoreChecks.Schema), patient);
        seen.AddRange(schema);
        if (!schema.Any(s => s.IsWrong))
        {
            seen.AddRange(ofTheDistrict.SelectMany(check => Try(check, patient)));
        }

        seen.AddRange(Try(One(DistrictChecks.Backups), patient));
        return seen;
    }

    private static Func<Patient, IEnumerable<Seen>> One(Func<Patient, Seen> check) => patient => [check(patient)];

    // One check that breaks keeps no other from saying what it sees.
    private static List<Seen> Try(Func<Patient, IEnumerable<Seen>> check, Patient patient)
    {
        try
        {
            return [.. check(patient)];
        }
        catch (Exception broken) when (broken is DbException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return [new("check", null, new Finding("check_failed", broken.Message))];
        }
    }

    // The file itself was read already; each section must be understood as well.
    private static Seen Sections(Patient patient)
    {
        try
        {
            _ = (patient.Folder.Section<FileLimits>("files"), patient.Folder.Section<NoticeSettings>("notices"), patient.Folder.Section<SealSettings>("seals"), patient.Folder.Section<SignInSettings>("signIn"));
            return new("settings", null);
        }
        catch (InvalidDataException unclear)
        {
            return new("settings", null, new Finding("settings_unclear", unclear.Message));
        }
    }
}
