using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn.Recoveries;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Residents;

/// <summary>A letter as it is printed: the code is nowhere else.</summary>
/// <param name="Unit">For whom.</param>
/// <param name="Code">The code.</param>
public sealed record PrintedLetter(Place Unit, string Code);

/// <summary>Prints letters for units of a building. One that was printed before and not used is worthless from now on.</summary>
/// <param name="Building">The building.</param>
/// <param name="Units">Which of its units.</param>
public sealed record PrintInvitations(Id<Place> Building, IReadOnlyList<Id<Place>> Units)
{
    /// <summary>The most letters at once.</summary>
    public const int Most = 500;

    /// <summary>Prints. Refuses, in this order: <c>not_found</c> (also where the building is not the caller's), <c>units_not_chosen</c>, <c>too_many_units</c>.</summary>
    public Outcome<PrintedLetter[]> In(Change change, Caller caller, KeyRing keys)
    {
        var building = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Building);
        if (building is null || !caller.Has(ResidentPermissions.Invite, building.Path))
        {
            return Refusal.NotFound("place");
        }

        if (Units.Count > Most)
        {
            return new Refusal("too_many_units", "units").With("limit", Most);
        }

        var wanted = Units.ToHashSet();
        var units = change.Db.Set<Place>().Where(p => p.ParentId == Building && p.Level == PlaceLevel.Unit).OrderBy(p => p.Path).ToList().Where(u => wanted.Contains(u.Id)).ToList();
        return units.Count == 0 ? new Refusal("units_not_chosen", "units") : units.Select(unit => Print(change, unit, keys)).ToArray();
    }

    private static PrintedLetter Print(Change change, Place unit, KeyRing keys)
    {
        foreach (var before in change.Db.Set<Invitation>().Where(i => i.PlaceId == unit.Id && i.UsedAt == null && i.EndedAt == null).ToList())
        {
            before.EndedAt = change.Now;
            change.Put(before);
        }

        var code = LetterCode.New();
        var invitation = new Invitation
        {
            Id = change.NewId<Invitation>(), PlaceId = unit.Id, PlacePath = unit.Path, CodeHash = LetterCode.HashOf(keys, "invitation", code), At = change.Now,
        };
        change.Add(invitation);
        change.Record(new InvitationPrinted(invitation.Id), unit.Id.Value);
        return new(unit, code);
    }
}
