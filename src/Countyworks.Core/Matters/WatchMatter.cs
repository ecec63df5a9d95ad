using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>Somebody wants to be told what happens to a matter (关注), or no longer. It changes nothing about the matter and is no fact.</summary>
/// <param name="Matter">Which.</param>
/// <param name="IsWatched">Whether the caller watches it from now on.</param>
public sealed record WatchMatter(Id<Matter> Matter, bool IsWatched)
{
    /// <summary>Begins or ends to watch; doing so twice changes nothing more. Refuses <c>not_found</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then<Done>(dossier =>
        {
            if (caller.Person is not { Id: var person } || !Standing.Of(dossier, caller).MaySee)
            {
                return Refusal.NotFound("matter");
            }

            var row = change.Db.Set<Watcher>().FirstOrDefault(w => w.MatterId == Matter && w.PersonId == person);
            if (IsWatched && row is null)
            {
                change.Add(new Watcher { MatterId = Matter, PersonId = person });
            }
            else if (!IsWatched && row is not null)
            {
                change.Remove(row);
            }

            return Done.It;
        });
}
