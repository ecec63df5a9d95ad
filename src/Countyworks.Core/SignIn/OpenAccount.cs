using System.Text.RegularExpressions;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn;

/// <summary>Gives a person the means to sign in, or new means when the old ones were forgotten.</summary>
/// <param name="Person">Whom.</param>
/// <param name="UserName">What is typed at sign-in: 2 to 40 letters, digits, dots, dashes; kept in lower case.</param>
/// <param name="PasswordHash">The hash of the password, see <see cref="Passwords.Hash"/>.</param>
/// <param name="IsOneTime">Whether somebody else has seen the password.</param>
public sealed partial record OpenAccount(Id<Person> Person, string UserName, string PasswordHash, bool IsOneTime)
{
    /// <summary>
    /// Opens the account; of a person who has one already it replaces name and password and ends the sessions.
    /// Refuses, in this order: <c>forbidden</c>, <c>not_found</c> (person), <c>forbidden</c> (the person holds a post outside of the caller's places:
    /// whoever sets a password could use that post), <c>user_name_invalid</c> and <c>user_name_taken</c> (user).
    /// </summary>
    public Outcome<Account> In(Change change, Caller caller)
    {
        var userName = NormalName(UserName);
        var refusal = !caller.Has(CorePermissions.Administer) ? Refusal.Forbidden
            : !change.Db.Set<Person>().Any(p => p.Id == Person) ? Refusal.NotFound("person")
            : !AccountScope.Covers(change, caller, Person) ? Refusal.Forbidden
            : !NameForm().IsMatch(userName) ? new Refusal("user_name_invalid", "user")
            : change.Db.Set<Account>().Any(a => a.UserName == userName && a.PersonId != Person) ? new Refusal("user_name_taken", "user") { Kind = RefusalKind.Conflict }
            : null;
        return refusal is null ? Open(change, userName) : refusal;
    }

    /// <summary>A user name as it is kept and compared.</summary>
    public static string NormalName(string typed) => typed.Trim().ToLowerInvariant();

    private Account Open(Change change, string userName)
    {
        var known = change.Db.Set<Account>().FirstOrDefault(a => a.PersonId == Person);
        var account = known ?? new Account { PersonId = Person, UserName = userName, At = change.Now };
        (account.UserName, account.PasswordHash, account.IsOneTime) = (userName, PasswordHash, IsOneTime);
        if (known is null)
        {
            change.Add(account);
            change.Record(new AccountOpened(), Person.Value);
        }
        else
        {
            change.Put(account);
            EndSessions.Of(change, Person);
            change.Record(new PasswordReset(), Person.Value);
        }

        return account;
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{1,39}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex NameForm();
}
