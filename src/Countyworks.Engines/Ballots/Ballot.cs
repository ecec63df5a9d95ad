namespace Countyworks.Engines.Ballots;

/// <summary>What a ballot says.</summary>
public enum Choice
{
    /// <summary>In favour (同意).</summary>
    Yes = 1,

    /// <summary>Against (反对).</summary>
    No = 2,

    /// <summary>Takes part and says neither (弃权).</summary>
    Abstain = 3,
}

/// <summary>How a ballot came in.</summary>
public enum BallotDoor
{
    /// <summary>Signed in (线上).</summary>
    Online = 1,

    /// <summary>On paper, entered by two tellers (纸质).</summary>
    Paper = 2,
}

/// <summary>Which ballot of one owner counts, when there are several. The vote declares it before it begins.</summary>
public enum Precedence
{
    /// <summary>The last one, however it came in.</summary>
    Last = 0,

    /// <summary>The last one on paper, if there is one; else the last online.</summary>
    PaperFirst = 1,

    /// <summary>The last one online, if there is one; else the last on paper.</summary>
    OnlineFirst = 2,
}

/// <summary>A ballot as it was cast.</summary>
/// <param name="Owner">For whom.</param>
/// <param name="Choice">What it says.</param>
/// <param name="Order">When, among the ballots of the vote: the greater came later. What counts is this number, never the place in a list.</param>
/// <param name="Door">How it came in.</param>
public readonly record struct Ballot(string Owner, Choice Choice, long Order, BallotDoor Door = BallotDoor.Online)
{
    /// <summary>Whether it counts rather than <paramref name="other"/>, which is of the same owner.</summary>
    public bool Outranks(Ballot other, Precedence precedence) => Key(precedence).CompareTo(other.Key(precedence)) > 0;

    // Of two that claim the same moment the more cautious one counts, so that the result is the same in whatever order they are read.
    private (bool First, long Order, Choice Choice) Key(Precedence precedence) => (precedence switch
    {
        Precedence.Last => false,
        Precedence.PaperFirst => Door == BallotDoor.Paper,
        Precedence.OnlineFirst => Door == BallotDoor.Online,
        _ => throw new ArgumentOutOfRangeException(nameof(precedence)),
    }, Order, Choice);
}
