using Countyworks.Core.People;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn;

/// <summary>Ends sign-ins of a person.</summary>
public static class EndSessions
{
    /// <summary>Ends one, which must be the person's own. Refuses <c>not_found</c>; ending it again is done already.</summary>
    public static Outcome<Done> One(Change change, Id<Person> person, byte[] tokenHash)
    {
        if (change.Db.Set<Session>().FirstOrDefault(s => s.TokenHash == tokenHash && s.PersonId == person) is not { } session)
        {
            return Refusal.NotFound("session");
        }

        End(change, session);
        return Done.It;
    }

    /// <summary>Ends all that last, but for one that is kept.</summary>
    public static void Of(Change change, Id<Person> person, byte[]? kept = null)
    {
        foreach (var session in change.Db.Set<Session>().Where(s => s.PersonId == person && s.EndedAt == null && s.EndsAt > change.Now).ToList()
            .Where(s => kept is null || !s.TokenHash.AsSpan().SequenceEqual(kept)))
        {
            End(change, session);
        }
    }

    private static void End(Change change, Session session)
    {
        if (session.EndedAt is null)
        {
            session.EndedAt = change.Now;
            change.Put(session);
            change.Record(new SessionEnded(), session.PersonId.Value);
        }
    }
}
