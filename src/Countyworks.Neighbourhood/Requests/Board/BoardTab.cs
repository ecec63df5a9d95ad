namespace Countyworks.Neighbourhood.Requests.Board;

/// <summary>What of a dispatcher's requests is shown.</summary>
public enum BoardTab
{
    /// <summary>Those no unit has yet.</summary>
    Queue = 0,

    /// <summary>Returns that wait for a decision (退单); a second one is an arbitration (裁定).</summary>
    Returns = 1,

    /// <summary>Pauses, extensions and exclusions that wait for a decision.</summary>
    Asks = 2,

    /// <summary>Too late.</summary>
    Overdue = 3,

    /// <summary>Due today.</summary>
    Today = 4,

    /// <summary>Those that were not solved and are handled again (重办).</summary>
    Rework = 5,

    /// <summary>All that are open.</summary>
    Open = 6,

    /// <summary>Those not counted in the rates, with the reason and who approved it (剔除).</summary>
    Excluded = 7,
}
