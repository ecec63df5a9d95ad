using System.Net;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Matters;
using Countyworks.Core.SignIn;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>A request that was opened with its number and code.</summary>
/// <param name="Matter">The matter.</param>
/// <param name="Request">The request.</param>
public sealed record Tracked(Matter Matter, Request Request)
{
    /// <summary>The address of its tracking page, which needs no account.</summary>
    public string Address => AddressOf(Matter.Number, Request.TrackingCode);

    /// <summary>The address of the tracking page of a number and code.</summary>
    public static string AddressOf(string number, string code) => $"/track/{TrackingNumber.InAddress(number)}/{code}";
}

/// <summary>
/// Opens requests by number and code. Wrong codes are counted by number and by address, so that nobody gets in by guessing;
/// a wrong number and a wrong code have the same answer.
/// </summary>
public sealed class TrackingCheck(Database database, KeptWindows windows, IClock clock)
{
    /// <summary>How long a wrong code counts.</summary>
    public static readonly Duration Period = Duration.FromMinutes(15);

    /// <summary>Wrong codes for one number within <see cref="Period"/>, from all addresses: against 31⁸ codes it is nothing, and a stranger can't easily lock a requester out.</summary>
    public const int MostByNumber = 100;

    /// <summary>Wrong codes from one address within <see cref="Period"/>: a whole village may share it.</summary>
    public const int MostByAddress = 30;

    private static readonly Compiled<Func<DistrictDb, string, Task<Tracked?>>> OfNumber = new(() => EF.CompileAsyncQuery((DistrictDb db, string number) => (
        from matter in db.Set<Matter>()
        join request in db.Set<Request>() on matter.Id equals request.Id
        where matter.Number == number
        select new Tracked(matter, request)).FirstOrDefault()));

    private readonly KeptWindow byNumber = windows.Of("track_number", MostByNumber, Period);
    private readonly KeptWindow byAddress = windows.Of("track_address", MostByAddress, Period);

    /// <summary>
    /// Opens one. Refuses, in this order: <c>missing</c> (number, code), <c>track_too_often</c> (minutes to wait), <c>track_not_found</c>.
    /// </summary>
    /// <param name="number">As typed.</param>
    /// <param name="code">As typed.</param>
    /// <param name="from">Where it comes from.</param>
    public async Task<Outcome<Tracked>> Open(string? number, string? code, IPAddress? from)
    {
        if (Refusal.Join(new[] { ("number", number), ("code", code) }.Where(f => string.IsNullOrWhiteSpace(f.Item2)).Select(f => Refusal.Missing(f.Item1))) is { } missing)
        {
            return missing;
        }

        var (meant, key, now) = (TrackingNumber.Parse(number), AttemptWindow.KeyOf(from), clock.GetCurrentInstant());
        if ((byAddress.WaitFor(key, now) ?? (meant is null ? null : byNumber.WaitFor(meant, now))) is { } wait)
        {
            return new Refusal("track_too_often") { Kind = RefusalKind.TooMany }.With("minutes", (int)Math.Ceiling(wait.TotalMinutes));
        }

        if (meant is not null && await Find(meant) is { } tracked && IsSame(tracked.Request.TrackingCode, TrackingNumber.ParseCode(code)))
        {
            return tracked;
        }

        byAddress.Count(key, now);
        if (meant is not null)
        {
            byNumber.Count(meant, now);
        }

        return new Refusal("track_not_found") { Kind = RefusalKind.NotFound };
    }

    /// <summary>The request of a number, for what everybody may know of it; null when there is none.</summary>
    public async Task<Tracked?> Find(string number)
    {
        await using var db = database.Read();
        return await OfNumber.For(db)(db, number);
    }

    private static bool IsSame(string code, string typed) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(code), Encoding.ASCII.GetBytes(typed));
}
