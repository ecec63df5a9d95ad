using Countyworks.Core.Seals;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Server.Verbs;

/// <summary>Whether what was restored is what was sealed: the proof that a backup is worth something.</summary>
internal static class RestoredJournal
{
    /// <summary>The whole journal against its heads; null where the backup has heads but not the key to believe them by. Refuses what opening a district refuses.</summary>
    public static async Task<Outcome<Verification?>> Check(Terminal terminal, string data, string? postgres, CancellationToken cancellation)
    {
        if (!SettingsFile.Read(data, database: postgres).IsDone(out var settings, out var why) || !(await OpenDistrict.At(settings, terminal.Clock)).IsDone(out var district, out why))
        {
            return why;
        }

        await using (district)
        {
            var (database, trusted) = (district.Get<Database>(), district.Get<SealKeys>().Trusted);
            using (var db = database.Read())
            {
                if (trusted.Count == 0 && await db.Set<SealHead>().AnyAsync(cancellation))
                {
                    return (Verification?)null;
                }
            }

            return await Task.Run(() => JournalVerifier.Run(database, trusted, [], null, cancellation), cancellation);
        }
    }
}
