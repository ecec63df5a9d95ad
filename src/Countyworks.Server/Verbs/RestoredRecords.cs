using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Server.Verbs;

/// <summary>Whether what was restored is what was sealed: the proof that a backup is worth something.</summary>
/// <param name="Journal">The whole journal against its heads; null where the backup has heads but not the key to believe them by.</param>
/// <param name="Books">The books, entry by entry, against the journal.</param>
internal sealed record RestoredRecords(Verification? Journal, BookVerification Books)
{
    /// <summary>Whether nothing is wrong with what could be checked.</summary>
    public bool AreGood => Journal is not { FindingCount: > 0 } && Books.FindingCount == 0;

    /// <summary>Checks. Refuses what opening a district refuses.</summary>
    public static async Task<Outcome<RestoredRecords>> Check(Terminal terminal, string data, string? postgres, CancellationToken cancellation)
    {
        if (!SettingsFile.Read(data, database: postgres).IsDone(out var settings, out var why) || !(await OpenDistrict.At(settings, terminal.Clock)).IsDone(out var district, out why))
        {
            return why;
        }

        await using (district)
        {
            var (database, trusted) = (district.Get<Database>(), district.Get<SealKeys>().Trusted);
            bool isBelievable;
            using (var db = database.Read())
            {
                isBelievable = trusted.Count > 0 || !await db.Set<SealHead>().AnyAsync(cancellation);
            }

            return await Task.Run(
                () => new RestoredRecords(isBelievable ? JournalVerifier.Run(database, trusted, [], null, cancellation) : null, BookVerifier.Run(database, cancellation)), cancellation);
        }
    }
}
