using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Roster.Rules;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>Whoever stands a shift hands it over, at its end or after: with the requests taken in it that are still open, and a note.</summary>
/// <param name="Shift">Which; the caller's own.</param>
/// <param name="Note">What the next must know; may be empty.</param>
public sealed record HandOverShift(Id<Shift> Shift, string Note)
{
    /// <summary>
    /// Hands it over. Refuses, in this order: <c>not_found</c> (no such shift of the caller's own), <c>too_long</c> (note), <c>shift_not_begun</c>, <c>handed_over_already</c>.
    /// </summary>
    public Outcome<HandOver> In(Change change, Caller caller)
    {
        var shift = change.Db.Set<Shift>().FirstOrDefault(s => s.Id == Shift);
        if (shift is null || caller.Person is not { } person || shift.PersonId != person.Id || !caller.Has(RosterPermissions.Stand, shift.PlacePath))
        {
            return Refusal.NotFound("shift");
        }

        var refusal = Note.Length > HandOver.NoteLimit ? Refusal.TooLong("note", HandOver.NoteLimit)
            : shift.StartsAt > change.Now ? new Refusal("shift_not_begun") { Kind = RefusalKind.Conflict }
            : change.Db.Set<HandOver>().Any(h => h.ShiftId == Shift) ? new Refusal("handed_over_already") { Kind = RefusalKind.Conflict }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var given = new HandOver { ShiftId = Shift, Note = Note.Trim(), OpenMatters = OpenOf(change.Db, shift).Count(), GivenAt = change.Now, GivenBy = person.Id };
        change.Add(given);
        change.Record(new ShiftHandedOver(shift.PlaceId, given.OpenMatters), Shift.Value);
        return given;
    }

    /// <summary>The requests of a shift's place that were taken in it and are open, the first first.</summary>
    public static IQueryable<Matter> OpenOf(DistrictDb db, Shift shift)
    {
        var (from, to, kind) = (shift.StartsAt, shift.EndsAt, RequestKind.Kind.Name);
        return db.Set<Matter>().Within(shift.PlacePath).Where(m => m.IsOpen && m.Kind == kind && m.OpenedAt >= from && m.OpenedAt < to).OrderBy(m => m.OpenedAt).ThenBy(m => m.Id);
    }
}

/// <summary>The next person confirms a hand-over (接班).</summary>
/// <param name="Shift">The shift that was handed over.</param>
public sealed record ConfirmHandOver(Id<Shift> Shift)
{
    /// <summary>
    /// Confirms. Refuses, in this order: <c>not_found</c> (no hand-over at a place where the caller stands), <c>confirmed_already</c>,
    /// <c>not_the_next</c> (the roster has somebody else next).
    /// </summary>
    public Outcome<HandOver> In(Change change, Caller caller)
    {
        var shift = change.Db.Set<Shift>().FirstOrDefault(s => s.Id == Shift);
        var given = change.Db.Set<HandOver>().FirstOrDefault(h => h.ShiftId == Shift);
        if (shift is null || given is null || caller.Person is not { } person || !caller.Has(RosterPermissions.Stand, shift.PlacePath))
        {
            return Refusal.NotFound("hand_over");
        }

        var refusal = given.ConfirmedAt is not null ? new Refusal("confirmed_already") { Kind = RefusalKind.Conflict }
            : NextAfter(change.Db, shift)?.PersonId != person.Id ? new Refusal("not_the_next") { Kind = RefusalKind.Forbidden }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        (given.ConfirmedAt, given.ConfirmedBy) = (change.Now, person.Id);
        change.Put(given);
        change.Record(new HandOverConfirmed(shift.PlaceId), Shift.Value);
        return given;
    }

    /// <summary>Who takes over from a shift; looks a week ahead. Null when nobody is planned.</summary>
    public static Shift? NextAfter(DistrictDb db, Shift shift) => Duty.After(
        shift, [.. db.Set<Shift>().During(new(shift.StartsAt, shift.EndsAt + Duration.FromDays(7))).Where(s => s.PlaceId == shift.PlaceId)]);
}
