using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Rules;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>Who may stand a shift, and what is in the way.</summary>
internal static class Stands
{
    /// <summary>Whether a post stands at a place on a day: held then, with the permission, there or above.</summary>
    public static bool May(Post post, string placePath, LocalDate on) =>
        post.IsHeldOn(on) && RosterPermissions.Stand.Roles.Contains(post.Role) && placePath.StartsWith(post.PlacePath, StringComparison.Ordinal);

    /// <summary>The posts that may, those nearest to the place first.</summary>
    public static IReadOnlyList<Post> Posts(PostDirectory posts, string placePath, LocalDate on) =>
        [.. RosterPermissions.Stand.Roles.SelectMany(role => posts.Covering(placePath, role, on)).OrderByDescending(p => p.PlacePath.Length).ThenBy(p => posts.NameOf(p.PersonId), StringComparer.Ordinal).ThenBy(p => p.Id)];

    /// <summary>A shift within the places where the caller plans; null otherwise.</summary>
    public static Shift? Find(Change change, Id<Shift> id, Caller caller) =>
        change.Db.Set<Shift>().FirstOrDefault(s => s.Id == id) is { } shift && caller.Has(RosterPermissions.Plan, shift.PlacePath) ? shift : null;

    /// <summary>Why a person cannot take a shift: stands elsewhere then; null when free.</summary>
    /// <param name="change">The change.</param>
    /// <param name="shift">The shift, with the person it is to have.</param>
    /// <param name="but">Shifts that do not count, because they go to others.</param>
    public static Refusal? Busy(Change change, Shift shift, params IReadOnlyList<Id<Shift>> but) => change.Db.Set<Shift>()
        .During(shift.Time).Where(s => s.PersonId == shift.PersonId).AsEnumerable()
        .Where(s => s.Id != shift.Id && !but.Contains(s.Id)).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).FirstOrDefault() is { } other
            ? Double(change, new(shift, other), other)
            : null;

    /// <summary>The refusal of a double booking: says where the person stands already, and from when.</summary>
    public static Refusal Double(Change change, DoubleBooking booking, Shift other) =>
        new Refusal("double_booked", "despiteDoubles") { Kind = RefusalKind.Conflict }
            .With("at", Instant.Max(booking.First.StartsAt, booking.Second.StartsAt)).With("place", change.Db.Set<Place>().Where(p => p.Id == other.PlaceId).Select(p => p.Name).First());
}
