using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Residents;

/// <summary>A letter was printed for a unit; the subject is the unit.</summary>
public sealed record InvitationPrinted(Id<Invitation> InvitationId) : Fact;

/// <summary>A person is known as owner or tenant of a unit; the subject is the person.</summary>
public sealed record OccupancyBegan(Id<Occupancy> OccupancyId, Id<Place> PlaceId, OccupancyKind OccupancyKind, LocalDate FirstDay) : Fact;

/// <summary>It ended, or its end was set; the subject is the person.</summary>
public sealed record OccupancyEnded(Id<Occupancy> OccupancyId, LocalDate LastDay) : Fact;

/// <summary>Who invites residents.</summary>
public static class ResidentPermissions
{
    /// <summary>Printing letters, and ending what no longer holds.</summary>
    public static readonly Permission Invite = new("core.invite", Role.Administrator, Role.DutyOfficer);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [Invite];
}
