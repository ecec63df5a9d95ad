using System.Collections.Concurrent;
using System.Net;
using Countyworks.Core.SignIn.Attempts;
using Countyworks.Data.Databases;
using Countyworks.Data.Telemetry;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>
/// Whether somebody may sign in. The answer to a wrong name and to a wrong password is the same and takes as long. Failures are counted
/// by address, and by name: but a browser or an address from which the account was used before has its own count, so that a stranger who tries
/// names cannot lock their owners out.
/// </summary>
public sealed class SignInCheck(Database database, Passwords passwords, AttemptBook attempts)
{
    /// <summary>How long a failure counts.</summary>
    public static readonly Duration Period = Duration.FromMinutes(15);

    /// <summary>Failures for one name within <see cref="Period"/>, from its usual address or from all others together.</summary>
    public const int MostByName = 5;

    /// <summary>Failures from one address within <see cref="Period"/>: a whole office may share it.</summary>
    public const int MostByAddress = 40;

    private const int UsualLimit = 50_000;

    private readonly ConcurrentDictionary<string, byte> usual = new();

    /// <summary>
    /// The account of a name and password. Refuses, in this order: <c>missing</c> (user, password), <c>sign_in_too_often</c> (minutes to wait),
    /// <c>busy</c>, <c>sign_in_failed</c>.
    /// </summary>
    /// <param name="userName">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="device">What <see cref="KnownDevice.IdFor"/> says: such a browser is not held back by what others at its address try.</param>
    public async Task<Outcome<Account>> Try(string userName, string password, IPAddress? address, CancellationToken cancellation, string? device = null)
    {
        var (name, from) = (OpenAccount.NormalName(userName), AttemptWindow.KeyOf(address));
        if (Refusal.Join(Missing(name, password)) is { } missing)
        {
            RequestOutcome.Note(missing.Code);
            return missing;
        }

        var pair = $"{from} {name}";
        var counted = device is not null ? $"{device} {name}" : usual.ContainsKey(pair) ? pair : name;
        var countedAddress = device is null ? from : null;
        if (await attempts.WaitFor(counted, countedAddress, cancellation) is { } wait)
        {
            return Noted(TooOften(wait));
        }

        // Counted before the slow part, or many tries at once would all slip through.
        var at = await attempts.Count(counted, countedAddress, cancellation);
        var account = await Find(name, cancellation);
        var checkedPassword = await passwords.Matches(account, password, cancellation);
        if (!checkedPassword.IsDone(out var matches, out var busy))
        {
            return Noted(busy, account);
        }

        if (account is null || !matches || !account.IsActive)
        {
            return Noted(new Refusal("sign_in_failed"), account);
        }

        Remember(pair);
        await attempts.Succeeded(counted, countedAddress, at, cancellation);
        return account;
    }

    private static Refusal Noted(Refusal refusal, Account? account = null)
    {
        RequestOutcome.Note(new FailedSignIn("password", refusal.Code, account?.PersonId.Value));
        return refusal;
    }

    private static IEnumerable<Refusal> Missing(string name, string password)
    {
        if (name.Length == 0)
        {
            yield return Refusal.Missing("user");
        }

        if (password.Length == 0)
        {
            yield return Refusal.Missing("password");
        }
    }

    internal static Refusal TooOften(Duration wait) =>
        new Refusal("sign_in_too_often") { Kind = RefusalKind.TooMany }.With("minutes", (int)Math.Ceiling(wait.TotalMinutes));

    private async Task<Account?> Find(string name, CancellationToken cancellation)
    {
        await using var db = database.Read();
        return await db.Set<Account>().FirstOrDefaultAsync(a => a.UserName == name, cancellation);
    }

    private void Remember(string pair)
    {
        if (usual.Count >= UsualLimit)
        {
            usual.Clear();
        }

        usual[pair] = 0;
    }
}
