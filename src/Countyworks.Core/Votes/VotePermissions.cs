using Countyworks.Core.Posts;

namespace Countyworks.Core.Votes;

/// <summary>What pages and endpoints of votes ask for. Casting a ballot asks for none: the roll decides.</summary>
public static class VotePermissions
{
    /// <summary>Drafting and announcing votes, keeping titles, mandates and deliveries.</summary>
    public static readonly Permission Keep = new("votes.keep", Role.Administrator, Role.Dispatcher);

    /// <summary>Entering paper ballots.</summary>
    public static readonly Permission Tell = new("votes.tell", Role.DutyOfficer, Role.Dispatcher, Role.Administrator, Role.Supervisor);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [Keep, Tell];
}
