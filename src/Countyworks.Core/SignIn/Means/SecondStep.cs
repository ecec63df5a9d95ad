using Countyworks.Data.Secrets;
using System.Globalization;
using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Databases;
using Countyworks.Data.Telemetry;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.SignIn.Means;

/// <summary>What a person has beside the password.</summary>
/// <param name="HasAuthenticator">An authenticator app.</param>
/// <param name="HasPasskey">A passkey or several.</param>
public sealed record SecondMeans(bool HasAuthenticator, bool HasPasskey)
{
    /// <summary>Whether there is any.</summary>
    public bool IsAny => HasAuthenticator || HasPasskey;
}

/// <summary>Where the first step of signing in was passed.</summary>
/// <param name="ByProvider">At the county's own sign-on; else by the password.</param>
/// <param name="Link">The ticket of an arrival from there that is to be linked to the account; null when nothing is.</param>
public sealed record FirstStep(bool ByProvider, string? Link)
{
    /// <summary>By the password alone.</summary>
    public static readonly FirstStep Password = new(false, null);
}

/// <summary>
/// The second step of signing in: whoever has an authenticator app or a passkey shows it after the password, or a recovery code instead. Between the steps
/// the browser holds a ticket that says who has passed the first; it is sealed and lasts a few minutes.
/// </summary>
public sealed class SecondStep(Database database, Writer writer, KeyRing keys, IClock clock, KeptWindows windows)
{
    /// <summary>How long a ticket is good.</summary>
    public static readonly Duration TicketLasts = Duration.FromMinutes(10);

    private static readonly SecretPlace ticketPlace = new("ticket", "second_step", "");

    // Six digits are quickly tried through: a person's codes are counted also across addresses. Whoever gets here knows the password already.
    private readonly KeptWindow tries = windows.Of("second_step", SignInCheck.MostByName, SignInCheck.Period);

    /// <summary>What a person has.</summary>
    public async Task<SecondMeans> MeansOf(Id<Person> person, CancellationToken cancellation)
    {
        await using var db = database.Read();
        return new(
            await db.Set<Authenticator>().AnyAsync(a => a.PersonId == person, cancellation),
            await db.Set<Passkeys.Passkey>().AnyAsync(p => p.PersonId == person, cancellation));
    }

    /// <summary>The ticket of an account whose password was right, or whom the county's own sign-on has sent.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="from">Where the first step was passed.</param>
    public string TicketFor(Account account, FirstStep from) => keys.Seal(
        ticketPlace,
        string.Create(CultureInfo.InvariantCulture, $"{account.PersonId} {account.Version} {(clock.GetCurrentInstant() + TicketLasts).ToUnixTimeSeconds()} {(from.ByProvider ? 1 : 0)} {from.Link}"));

    /// <summary>The account of a ticket, and where its first step was passed. Refuses <c>sign_in_began_too_long_ago</c>: also when it was never given, or the account has changed since.</summary>
    public async Task<Outcome<(Account Account, FirstStep From)>> AccountOf(string ticket, CancellationToken cancellation)
    {
        if (keys.Open(ticketPlace, ticket)?.Split(' ') is [var person, var version, var until, var byProvider, var link]
            && Id<Person>.TryParse(person, null, out var id)
            && clock.GetCurrentInstant().ToUnixTimeSeconds() < long.Parse(until, CultureInfo.InvariantCulture))
        {
            await using var db = database.Read();
            if (await db.Set<Account>().FirstOrDefaultAsync(a => a.PersonId == id && a.IsActive, cancellation) is { } account
                && account.Version == int.Parse(version, CultureInfo.InvariantCulture))
            {
                return (account, new FirstStep(byProvider == "1", link.Length == 0 ? null : link));
            }
        }

        return new Refusal("sign_in_began_too_long_ago");
    }

    /// <summary>
    /// Takes a code of the app, or a recovery code. Refuses, in this order: <c>missing</c> (code), <c>sign_in_too_often</c> (minutes to wait), <c>code_wrong</c> (code).
    /// </summary>
    public async Task<Outcome<Done>> Take(Id<Person> person, string typed, CancellationToken cancellation)
    {
        var (key, now) = (person.ToString(), clock.GetCurrentInstant());
        if (typed.Trim().Length == 0)
        {
            return Refusal.Missing("code");
        }

        Outcome<Done> outcome;
        if (tries.WaitFor(key, now) is { } wait)
        {
            outcome = SignInCheck.TooOften(wait);
        }
        else
        {
            tries.Count(key, now);
            outcome = await writer.Run(new Envelope("second_step", new Actor(person.Value, null), now), change => TakeIn(change, person, typed), cancellation);
        }

        if (outcome.Refusal is { } refusal)
        {
            RequestOutcome.Note(new FailedSignIn("code", refusal.Code, person.Value));
        }
        else
        {
            tries.Clear(key);
        }

        return outcome;
    }

    private Outcome<Done> TakeIn(Change change, Id<Person> person, string typed)
    {
        if (change.Db.Set<Authenticator>().FirstOrDefault(a => a.PersonId == person) is { } app
            && Totp.StepTyped(keys.OpenOwn(Authenticator.PlaceOf(person), app.Secret), typed, change.Now, app.LastStep) is { } step)
        {
            app.LastStep = step;
            change.Put(app);
            return Done.It;
        }

        var codes = change.Db.Set<RecoveryCode>().Where(c => c.PersonId == person && c.UsedAt == null).ToList();
        var hash = RecoveryCode.HashOf(keys, typed);
        if (codes.Find(c => c.CodeHash.AsSpan().SequenceEqual(hash)) is not { } code)
        {
            return new Refusal("code_wrong", "code");
        }

        code.UsedAt = change.Now;
        change.Put(code);
        change.Record(new RecoveryCodeUsed(codes.Count - 1), person.Value);
        return Done.It;
    }
}
