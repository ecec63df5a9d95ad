using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.OwnData;

/// <summary>A person puts right what is known of them.</summary>
/// <param name="Name">As the person is called.</param>
/// <param name="Phone">Empty when it is to be forgotten.</param>
/// <param name="Email">Empty when it is to be forgotten.</param>
public sealed record CorrectOwnData(string Name, string? Phone, string? Email)
{
    /// <summary>Puts it right. Refuses what <see cref="AddPerson.In"/> refuses of the fields, and <c>not_found</c>. The journal names the parts, not what they are.</summary>
    public Outcome<Done> In(Change change, Id<Person> who)
    {
        var wish = new AddPerson(Name, Phone, Email);
        if (Refusal.Join(wish.Check()) is { } refusal)
        {
            return refusal;
        }

        if (change.Db.Set<Person>().FirstOrDefault(p => p.Id == who) is not { } person)
        {
            return Refusal.NotFound("person");
        }

        var (before, after) = (PersonContact.Of(person, change.Secrets), wish.Contact);
        string[] parts =
        [
            .. person.Name == Name.Trim() ? Array.Empty<string>() : ["name"],
            .. before.Phone == after.Phone ? Array.Empty<string>() : ["phone"],
            .. before.Email == after.Email ? Array.Empty<string>() : ["email"],
        ];
        if (parts.Length > 0)
        {
            person.Name = Name.Trim();
            after.SealInto(person, change.Secrets);
            change.Put(person);
            change.Record(new PersonCorrected(parts), who.Value);
        }

        return Done.It;
    }
}

/// <summary>
/// A person has their account ended and all erased that may be. Whoever holds or held a post can't: who acted for the county stays known.
/// </summary>
public static class EraseOwnData
{
    /// <summary>Stands where a name was.</summary>
    public const string Gone = "…";

    /// <summary>Erases. Refuses, in this order: <c>not_found</c>, <c>has_held_posts</c>.</summary>
    public static Outcome<Done> In(Change change, Id<Person> who, IEnumerable<IOwnData> held)
    {
        if (change.Db.Set<Person>().FirstOrDefault(p => p.Id == who) is not { } person)
        {
            return Refusal.NotFound("person");
        }

        if (change.Db.Set<Post>().Any(p => p.PersonId == who))
        {
            return new Refusal("has_held_posts") { Kind = RefusalKind.Conflict };
        }

        foreach (var part in held)
        {
            part.Erase(change, who);
        }

        person.Name = Gone;
        new PersonContact(null, null).SealInto(person, change.Secrets);
        change.Put(person);
        if (change.Db.Set<Account>().FirstOrDefault(a => a.PersonId == who) is { } account)
        {
            (account.UserName, account.PasswordHash, account.IsActive) = ($"{Gone}{who}", null, false);
            change.Put(account);
        }

        change.Record(new PersonErased(), who.Value);
        return Done.It;
    }
}
