using Countyworks.Data.Secrets;
using System.Globalization;
using System.Text.Json;
using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Data.Telemetry;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Countyworks.Core.SignIn.Passkeys;

/// <summary>What a browser is asked, and the sealed memory of what was asked, which comes back with its answer.</summary>
/// <param name="Options">For <c>navigator.credentials</c>, as JSON.</param>
/// <param name="State">Sealed; good once and for some minutes.</param>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>
/// Adding a passkey and signing in with one. All that WebAuthn demands is checked by ASP.NET Core Identity; here is what comes before and after:
/// a question is good for one answer, and what was found is written.
/// </summary>
public sealed class PasskeyCeremonies(IPasskeyHandler<Account> handler, KeyRing keys, Writer writer, IClock clock, UsedOnce used)
{
    private static readonly SecretPlace add = new("ticket", "passkey_add", "");
    private static readonly SecretPlace signIn = new("ticket", "passkey_sign_in", "");

    /// <summary>The question by which a person adds a passkey.</summary>
    public async Task<PasskeyQuestion> AskToAdd(SignedIn own, HttpContext http)
    {
        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = own.Person.Id.ToString(), Name = own.Account.UserName, DisplayName = own.Person.Name }, http);
        return new(options.CreationOptionsJson, Remember(add, options.AttestationState));
    }

    /// <summary>The question by which somebody signs in.</summary>
    public async Task<PasskeyQuestion> AskToSignIn(HttpContext http)
    {
        var options = await handler.MakeRequestOptionsAsync(null, http);
        return new(options.RequestOptionsJson, Remember(signIn, options.AssertionState));
    }

    /// <summary>The passkey a browser answered with, to be added. Refuses <c>passkey_failed</c>.</summary>
    public async Task<Outcome<Passkey>> Added(string state, string credential, Id<Person> person, string name, HttpContext http)
    {
        if (Recall(add, state) is not { } asked || !IsJson(credential))
        {
            return Failed;
        }

        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = asked });
        return result.Succeeded && result.UserEntity.Id == person.ToString() && result.Passkey.IsUserVerified
            ? Passkey.Of(result.Passkey, person, name, clock.GetCurrentInstant())
            : Failed;
    }

    /// <summary>The account a browser answered for; the use is written. Refuses <c>passkey_failed</c>.</summary>
    public async Task<Outcome<Account>> SignedIn(string state, string credential, HttpContext http)
    {
        if (Recall(signIn, state) is not { } asked || !IsJson(credential))
        {
            return Noted(Failed);
        }

        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = asked });
        if (!result.Succeeded || !result.User.IsActive || !result.Passkey.IsUserVerified)
        {
            return Noted(Failed);
        }

        var (account, seen) = (result.User, result.Passkey);
        return (await writer.Run<Done>(new Envelope("use_passkey", new Actor(account.PersonId.Value, null), clock.GetCurrentInstant()), change =>
        {
            if (change.Db.Set<Passkey>().FirstOrDefault(p => p.CredentialId == seen.CredentialId) is not { } passkey)
            {
                return Failed;
            }

            (passkey.SignCount, passkey.IsUserVerified, passkey.IsBackedUp, passkey.LastUsedAt) = (seen.SignCount, seen.IsUserVerified, seen.IsBackedUp, change.Now);
            change.Put(passkey);
            return Done.It;
        })).Then<Account>(_ => account);
    }

    private static Refusal Failed => new("passkey_failed");

    private static Refusal Noted(Refusal refusal)
    {
        RequestOutcome.Note(new FailedSignIn("passkey", refusal.Code, null));
        return refusal;
    }

    private string Remember(SecretPlace place, string? state) => keys.Seal(
        place, string.Create(CultureInfo.InvariantCulture, $"{(clock.GetCurrentInstant() + UsedOnce.Lasts).ToUnixTimeSeconds()} {state}"));

    private string? Recall(SecretPlace place, string state) =>
        keys.Open(place, state)?.Split(' ', 2) is [var until, var asked]
        && clock.GetCurrentInstant().ToUnixTimeSeconds() < long.Parse(until, CultureInfo.InvariantCulture)
        && used.Take(state, clock.GetCurrentInstant())
            ? asked
            : null;

    // What is not JSON at all would be an exception inside the handler.
    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>Remembers for some minutes what was answered already, so that an answer overheard is worth nothing.</summary>
public sealed class UsedOnce
{
    /// <summary>How long a question is good, and its answer remembered.</summary>
    public static readonly Duration Lasts = Duration.FromMinutes(10);

    private readonly AttemptWindow answered = new(1, Lasts);

    /// <summary>Whether this is the first time; it is remembered.</summary>
    public bool Take(string question, Instant now)
    {
        lock (answered)
        {
            var isFirst = answered.WaitFor(question, now) is null;
            answered.Count(question, now);
            return isFirst;
        }
    }
}
