using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn.Means;

/// <summary>What a person changes of the own second means, after having shown the password. Whoever has the first of them gets recovery codes with it.</summary>
public static class ChangeMeans
{
    /// <summary>
    /// Adds the authenticator app that made a code from this secret; another one it replaces. Refuses <c>code_wrong</c> (code).
    /// Answers the recovery codes that came with it; none where there were some already.
    /// </summary>
    public static Outcome<string[]> AddAuthenticator(Change change, Id<Person> person, string secret, string typed, KeyRing keys)
    {
        if (Totp.StepTyped(secret, typed, change.Now, after: 0) is not { } step)
        {
            return new Refusal("code_wrong", "code");
        }

        if (change.Db.Set<Authenticator>().FirstOrDefault(a => a.PersonId == person) is { } old)
        {
            change.Remove(old);
        }

        change.Add(new Authenticator { PersonId = person, Secret = keys.Seal(Authenticator.PlaceOf(person), secret), SealedUnder = keys.CurrentKey, At = change.Now, LastStep = step });
        change.Record(new AuthenticatorAdded(), person.Value);
        return FirstCodes(change, person, keys);
    }

    /// <summary>Removes the authenticator app; done already where there is none.</summary>
    public static Outcome<string[]> RemoveAuthenticator(Change change, Id<Person> person)
    {
        if (change.Db.Set<Authenticator>().FirstOrDefault(a => a.PersonId == person) is { } app)
        {
            change.Remove(app);
            change.Record(new AuthenticatorRemoved(), person.Value);
        }

        return Array.Empty<string>();
    }

    /// <summary>Adds a passkey. Refuses <c>passkey_known</c> when there is one of that id.</summary>
    public static Outcome<string[]> AddPasskey(Change change, Passkey passkey, KeyRing keys)
    {
        if (change.Db.Set<Passkey>().Any(p => p.CredentialId == passkey.CredentialId))
        {
            return new Refusal("passkey_known") { Kind = RefusalKind.Conflict };
        }

        change.Add(passkey);
        change.Record(new PasskeyAdded(), passkey.PersonId.Value);
        return FirstCodes(change, passkey.PersonId, keys);
    }

    /// <summary>Removes one of the person's passkeys. Refuses <c>not_found</c>.</summary>
    public static Outcome<string[]> RemovePasskey(Change change, Id<Person> person, byte[] credential)
    {
        if (change.Db.Set<Passkey>().FirstOrDefault(p => p.CredentialId == credential && p.PersonId == person) is not { } passkey)
        {
            return Refusal.NotFound("passkey");
        }

        change.Remove(passkey);
        change.Record(new PasskeyRemoved(), person.Value);
        return Array.Empty<string>();
    }

    /// <summary>Makes new recovery codes, which are answered this once; those before are worthless.</summary>
    public static Outcome<string[]> RenewCodes(Change change, Id<Person> person, KeyRing keys)
    {
        foreach (var old in change.Db.Set<RecoveryCode>().Where(c => c.PersonId == person).ToList())
        {
            change.Remove(old);
        }

        var codes = RecoveryCode.New();
        foreach (var code in codes)
        {
            change.Add(new RecoveryCode { PersonId = person, CodeHash = RecoveryCode.HashOf(keys, code) });
        }

        change.Record(new RecoveryCodesMade(), person.Value);
        return codes;
    }

    /// <summary>Removes everything beside the password: for somebody who lost it all.</summary>
    public static void RemoveAll(Change change, Id<Person> person)
    {
        RemoveAuthenticator(change, person);
        LinkProvider.End(change, person);
        foreach (var passkey in change.Db.Set<Passkey>().Where(p => p.PersonId == person).ToList())
        {
            change.Remove(passkey);
            change.Record(new PasskeyRemoved(), person.Value);
        }

        foreach (var code in change.Db.Set<RecoveryCode>().Where(c => c.PersonId == person).ToList())
        {
            change.Remove(code);
        }
    }

    private static string[] FirstCodes(Change change, Id<Person> person, KeyRing keys) =>
        change.Db.Set<RecoveryCode>().Any(c => c.PersonId == person && c.UsedAt == null) ? [] : RenewCodes(change, person, keys).Value;
}
