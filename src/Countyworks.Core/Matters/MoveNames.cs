namespace Countyworks.Core.Matters;

/// <summary>The moves that mean the same in every kind that has them; a kind's other moves are its own.</summary>
public static class MoveNames
{
    /// <summary>Gives the matter to a unit, and others to help it (派单).</summary>
    public const string Dispatch = "dispatch";

    /// <summary>The unit takes it on (签收).</summary>
    public const string Sign = "sign";

    /// <summary>The unit asks to give it back (申请退单).</summary>
    public const string AskReturn = "ask_return";

    /// <summary>The dispatcher takes it back (同意退单).</summary>
    public const string GrantReturn = "grant_return";

    /// <summary>The dispatcher's word stands: the unit has it (驳回退单).</summary>
    public const string RefuseReturn = "refuse_return";

    /// <summary>The unit asks for something that leaves the stage as it is: a pause, an extension, an exclusion.</summary>
    public const string Ask = "ask";

    /// <summary>It was not solved: the unit that had it has it again (重办).</summary>
    public const string Reopen = "reopen";

    /// <summary>It is the same as another matter and goes on there (合并).</summary>
    public const string Merge = "merge";
}
