using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>
/// Links an account that is there to a subject of the county's own sign-on. An account is never opened by it, a post never given, and what the provider says of
/// somebody's name or e-mail decides nothing.
/// </summary>
public static class LinkProvider
{
    /// <summary>
    /// Links it, as its owner, who has shown the means of the account. Refuses, in this order: <c>not_found</c> (account), <c>subject_linked</c> (subject) when it belongs to
    /// somebody else, <c>account_linked</c> when the account has another; linking the same again is done already.
    /// </summary>
    public static Outcome<Done> Own(Change change, Id<Person> person, byte[] subjectHash)
    {
        if (!change.Db.Set<Account>().Any(a => a.PersonId == person && a.IsActive))
        {
            return Refusal.NotFound("account");
        }

        var others = change.Db.Set<ProviderLink>().Where(l => l.PersonId == person || l.SubjectHash == subjectHash).ToList();
        if (others.Exists(l => l.PersonId != person))
        {
            return new Refusal("subject_linked", "subject") { Kind = RefusalKind.Conflict };
        }

        if (others is [var link])
        {
            return link.SubjectHash.AsSpan().SequenceEqual(subjectHash) ? Done.It : new Refusal("account_linked", "subject") { Kind = RefusalKind.Conflict };
        }

        change.Add(new ProviderLink { PersonId = person, SubjectHash = subjectHash, At = change.Now });
        change.Record(new ProviderLinked(), person.Value);
        return Done.It;
    }

    /// <summary>Ends the link; done already where there is none.</summary>
    public static Outcome<Done> End(Change change, Id<Person> person)
    {
        if (change.Db.Set<ProviderLink>().FirstOrDefault(l => l.PersonId == person) is { } link)
        {
            change.Remove(link);
            change.Record(new ProviderUnlinked(), person.Value);
        }

        return Done.It;
    }
}

/// <summary>An administrator says as whom a person is known to the county's own sign-on, or that they no longer are.</summary>
/// <param name="Person">Whom.</param>
/// <param name="Subject">The subject as the provider's administration shows it; null ends the link and the sign-ins.</param>
public sealed record LinkProviderOf(Id<Person> Person, string? Subject)
{
    /// <summary>
    /// Does it. Refuses, in this order: <c>not_found</c> (person), <c>forbidden</c>, <c>missing</c> and <c>too_long</c> (subject), what <see cref="LinkProvider.Own"/> refuses.
    /// </summary>
    public Outcome<Done> In(Change change, Caller caller, ProviderSettings? provider)
    {
        if (!change.Db.Set<Person>().Any(p => p.Id == Person))
        {
            return Refusal.NotFound("person");
        }

        if (!caller.Has(CorePermissions.Administer) || !AccountScope.Covers(change, caller, Person))
        {
            return Refusal.Forbidden;
        }

        if (Subject is null)
        {
            EndSessions.Of(change, Person);
            return LinkProvider.End(change, Person);
        }

        return provider is null ? Refusal.NotFound("provider")
            : Subject.Length == 0 ? Refusal.Missing("subject")
            : Subject.Length > ProviderLink.SubjectLimit ? Refusal.TooLong("subject", ProviderLink.SubjectLimit)
            : LinkProvider.Own(change, Person, ProviderLink.HashOf(change.Secrets, provider, Subject));
    }
}
