using Countyworks.Core.People;
using Countyworks.Data.Secrets;
using System.Net;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>Replaces one's own password, and ends all other sessions: whoever knew the old one is out.</summary>
public sealed class ChangePassword(Writer writer, PasswordRules rules, Passwords passwords, SignInCheck check, SessionBook sessions, ISecrets secrets, IClock clock)
{
    /// <summary>
    /// Changes it. Refuses, in this order: what <see cref="PasswordRules.Judge"/> refuses of the new one (new), <c>password_same</c> (new),
    /// <c>sign_in_too_often</c>, <c>password_wrong</c> (current), <c>busy</c>.
    /// </summary>
    /// <param name="signedIn">Who, and in which session, which goes on.</param>
    /// <param name="current">The password until now.</param>
    /// <param name="wanted">The password from now on.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="device">What <see cref="Attempts.KnownDevice.IdFor"/> says.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Outcome<Done>> Run(SignedIn signedIn, string current, string wanted, IPAddress? address, string? device, CancellationToken cancellation)
    {
        var userName = signedIn.Account.UserName;
        var why = rules.Check(wanted, "new", userName, signedIn.Person.Name, PersonContact.Of(signedIn.Person, secrets).Phone).Refusal ?? (wanted == current ? new Refusal("password_same", "new") : null);
        if (why is not null)
        {
            return why;
        }

        if ((await check.Try(userName, current, address, cancellation, device)).Refusal is { } wrong)
        {
            return wrong.Code == "sign_in_failed" ? new Refusal("password_wrong", "current") : wrong;
        }

        if (!(await passwords.Hash(wanted, cancellation)).IsDone(out var hash, out var busy))
        {
            return busy;
        }

        var outcome = await writer.Run<Done>(
            new Envelope("change_password", new Actor(signedIn.Person.Id.Value, null), clock.GetCurrentInstant()),
            change => Save(change, signedIn, hash),
            cancellation);
        sessions.Forget(signedIn.Person.Id);
        return outcome;
    }

    private static Outcome<Done> Save(Change change, SignedIn signedIn, string hash)
    {
        var account = change.Db.Set<Account>().First(a => a.PersonId == signedIn.Person.Id);
        (account.PasswordHash, account.IsOneTime) = (hash, false);
        change.Put(account);
        EndSessions.Of(change, account.PersonId, signedIn.Session.TokenHash);
        change.Record(new PasswordChanged(), account.PersonId.Value);
        return Done.It;
    }
}
