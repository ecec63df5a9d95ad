using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn;

/// <summary>Gives somebody who has an account a new one-time password under the same name, and ends the sessions.</summary>
/// <param name="Person">Whom.</param>
/// <param name="PasswordHash">The hash of the password, see <see cref="Passwords.Hash"/>.</param>
public sealed record ResetPassword(Id<Person> Person, string PasswordHash)
{
    /// <summary>Resets it. Refuses, in this order: <c>not_found</c> (account), then what <see cref="OpenAccount.In"/> refuses.</summary>
    public Outcome<Account> In(Change change, Caller caller) =>
        change.Db.Set<Account>().FirstOrDefault(a => a.PersonId == Person) is { } account
            ? new OpenAccount(Person, account.UserName, PasswordHash, IsOneTime: true).In(change, caller)
            : Refusal.NotFound("account");
}

/// <summary>Ends all sign-ins of somebody, as an administrator: a phone was lost, or somebody has left.</summary>
/// <param name="Person">Whose.</param>
public sealed record EndSessionsOf(Id<Person> Person)
{
    /// <summary>Ends them; when there are none it is done already. Refuses <c>not_found</c> (person), <c>forbidden</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller)
    {
        if (!change.Db.Set<Person>().Any(p => p.Id == Person))
        {
            return Refusal.NotFound("person");
        }

        if (!caller.Has(CorePermissions.Administer) || !AccountScope.Covers(change, caller, Person))
        {
            return Refusal.Forbidden;
        }

        EndSessions.Of(change, Person);
        return Done.It;
    }
}
