namespace Countyworks.Core.Posts;

/// <summary>What a post is for. All permissions come from posts, so a role is all that a permission names.</summary>
public enum Role
{
    /// <summary>Answers the desk and the phone (值班员).</summary>
    DutyOfficer = 1,

    /// <summary>Assigns matters to units and decides disputes about it (派单员).</summary>
    Dispatcher = 2,

    /// <summary>Handles matters for a unit (经办人).</summary>
    Handler = 3,

    /// <summary>Heads a unit: approves what its handlers ask for and is told first when a clock runs out (单位负责人).</summary>
    UnitHead = 4,

    /// <summary>Leads the district or a part of it (领导).</summary>
    Leader = 5,

    /// <summary>Keeps people, posts, places and settings (管理员).</summary>
    Administrator = 6,

    /// <summary>Sees that clocks are kept (督办员).</summary>
    Supervisor = 7,

    /// <summary>Keeps the books of a neighbourhood's community fund (会计).</summary>
    Treasurer = 8,

    /// <summary>Member of the owners' committee of a neighbourhood (业委会委员).</summary>
    CommitteeMember = 9,
}
