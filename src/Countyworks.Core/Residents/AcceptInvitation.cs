using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Recoveries;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Residents;

/// <summary>Somebody uses the code of a letter, and is known from now on as owner or tenant of its unit.</summary>
/// <param name="Code">As typed.</param>
/// <param name="Kind">As what.</param>
public sealed record AcceptInvitation(string Code, OccupancyKind Kind)
{
    /// <summary>Whoever has an account already. Refuses, in this order: <c>letter_code_wrong</c> (code), <c>occupancy_known</c>.</summary>
    public Outcome<Occupancy> In(Change change, Id<Person> person, KeyRing keys)
    {
        if (Find(change.Db.Set<Invitation>(), Code, keys) is not { } invitation || !invitation.IsGood(change.Now))
        {
            return new Refusal("letter_code_wrong", "code");
        }

        var today = CountyTime.LocalDay(change.Now);
        if (change.Db.Set<Occupancy>().Where(o => o.PersonId == person && o.PlaceId == invitation.PlaceId).ToList().Exists(o => o.HoldsOn(today)))
        {
            return new Refusal("occupancy_known") { Kind = RefusalKind.Conflict };
        }

        (invitation.UsedAt, invitation.PersonId) = (change.Now, person);
        change.Put(invitation);
        var occupancy = new Occupancy
        {
            Id = change.NewId<Occupancy>(), PersonId = person, PlaceId = invitation.PlaceId, PlacePath = invitation.PlacePath, Kind = Kind, FirstDay = today,
        };
        change.Add(occupancy);
        change.Record(new OccupancyBegan(occupancy.Id, occupancy.PlaceId, Kind, today), person.Value);
        return occupancy;
    }

    /// <summary>
    /// Somebody new, who gets an account with it. Refuses, in this order: <c>letter_code_wrong</c> (code), what <see cref="AddPerson"/> refuses of the name, what
    /// <see cref="OpenAccount"/> refuses of the user name.
    /// </summary>
    public Outcome<Account> In(Change change, string name, string userName, string passwordHash, KeyRing keys) =>
        Find(change.Db.Set<Invitation>(), Code, keys) is not { } invitation || !invitation.IsGood(change.Now)
            ? new Refusal("letter_code_wrong", "code")
            : new AddPerson(name).In(change, Caller.Operator).Then(person =>
                new OpenAccount(person.Id, userName, passwordHash, IsOneTime: false).In(change, Caller.Operator).Then(account =>
                    In(change, person.Id, keys).Then<Account>(_ => account)));

    /// <summary>The invitation of a code; null when there is none.</summary>
    internal static Invitation? Find(IQueryable<Invitation> invitations, string code, KeyRing keys)
    {
        var hash = LetterCode.HashOf(keys, "invitation", code);
        return invitations.FirstOrDefault(i => i.CodeHash == hash);
    }
}
