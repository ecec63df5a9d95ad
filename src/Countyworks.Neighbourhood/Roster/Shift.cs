using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>A shift (班次) of a place's duty roster: who answers there, in which post, from when to when, by which phone.</summary>
public sealed class Shift
{
    /// <summary>The longest a shift can be.</summary>
    public static readonly Duration Longest = Duration.FromHours(24);

    /// <summary>Its identity.</summary>
    public required Id<Shift> Id { get; init; }

    /// <summary>Where.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The path of that place.</summary>
    public required string PlacePath { get; init; }

    /// <summary>In which post.</summary>
    public required Id<Post> PostId { get; set; }

    /// <summary>Who holds that post.</summary>
    public required Id<Person> PersonId { get; set; }

    /// <summary>When it begins, inclusive.</summary>
    public required Instant StartsAt { get; init; }

    /// <summary>When it ends, exclusive; earlier than planned when it was ended.</summary>
    public required Instant EndsAt { get; set; }

    /// <summary>The duty phone, digits only: shown to everybody while the shift lasts, so never a private number that must not be.</summary>
    public required string Phone { get; init; }

    /// <summary>When the person was reminded of it; null before.</summary>
    public Instant? RemindedAt { get; set; }

    /// <summary>Raised at each change; the ETag of the API.</summary>
    public int Version { get; set; }

    /// <summary>The time it covers.</summary>
    public Interval Time => new(StartsAt, EndsAt);
}

/// <summary>The shifts a question is about.</summary>
public static class ShiftScope
{
    /// <summary>Those that cover a moment of a time; a shift is never longer than <see cref="Shift.Longest"/>, so they are a short range of the index.</summary>
    public static IQueryable<Shift> During(this IQueryable<Shift> shifts, Interval time)
    {
        var (from, to, earliest) = (time.Start, time.End, time.Start - Shift.Longest);
        return shifts.Where(s => s.StartsAt >= earliest && s.StartsAt < to && s.EndsAt > from);
    }
}
