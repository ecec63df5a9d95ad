using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters.Deeds;

/// <summary>What a deed asks the one who does it.</summary>
[Flags]
public enum DeedFields
{
    /// <summary>Nothing: it is done by one press.</summary>
    None = 0,

    /// <summary>Words.</summary>
    Remark = 1,

    /// <summary>Files.</summary>
    Files = 2,

    /// <summary>Pictures of how it was before, and how it is now.</summary>
    BeforeAndAfter = 4,

    /// <summary>A reason of a list.</summary>
    Reason = 8,

    /// <summary>How many days.</summary>
    Days = 16,

    /// <summary>The day on which a parked matter is looked at again.</summary>
    ReviewDay = 32,

    /// <summary>The unit that leads.</summary>
    Lead = 64,

    /// <summary>Units that help.</summary>
    Assists = 128,

    /// <summary>Another matter, by its number.</summary>
    Other = 256,

    /// <summary>How the other belongs to this one.</summary>
    Relation = 512,

    /// <summary>Yes or no.</summary>
    Grant = 1024,
}

/// <summary>What was answered; what a deed does not ask is empty.</summary>
/// <param name="Words">Words and files kept before.</param>
public sealed record DeedInput(Words Words)
{
    /// <summary>The reason chosen.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The days asked for.</summary>
    public int Days { get; init; }

    /// <summary>The review day.</summary>
    public LocalDate? ReviewOn { get; init; }

    /// <summary>The lead chosen.</summary>
    public Id<Organisation> Lead { get; init; }

    /// <summary>Why that lead: the advice taken, or a person's choice.</summary>
    public string Why { get; init; } = DispatchMatter.Chosen;

    /// <summary>The helpers chosen.</summary>
    public IReadOnlyList<Id<Organisation>> Assists { get; init; } = [];

    /// <summary>The other matter.</summary>
    public Id<Matter> Other { get; init; }

    /// <summary>How they belong together.</summary>
    public string Relation { get; init; } = "";

    /// <summary>Whether it is granted.</summary>
    public bool Grant { get; init; }
}

/// <summary>A matter as one caller finds it.</summary>
/// <param name="Dossier">The matter.</param>
/// <param name="Caller">Who looks.</param>
/// <param name="IsWatched">Whether the caller watches it.</param>
public sealed record Scene(Dossier Dossier, Caller Caller, bool IsWatched)
{
    /// <summary>In which capacities the caller may act.</summary>
    public Standing Standing { get; } = Standing.Of(Dossier, Caller);

    /// <summary>Whether the caller acts for the lead unit or as a dispatcher.</summary>
    public bool MayDecideForIt => Standing.Capacities.Overlaps([Mover.Lead, Mover.Dispatcher]);

    /// <summary>Whether the matter's stage and the caller's capacities allow a move.</summary>
    public bool Allows(string move) => Standing.MovesFor(Dossier).Any(m => m.Name == move);
}

/// <summary>The moment of doing.</summary>
/// <param name="Change">The change it is part of.</param>
/// <param name="Matter">To which matter.</param>
/// <param name="Caller">Who does it.</param>
/// <param name="Rules">The rules of matters.</param>
/// <param name="Input">What was answered.</param>
public sealed record Doing(Change Change, Id<Matter> Matter, Caller Caller, MatterRules Rules, DeedInput Input);

/// <summary>Something people can do with a matter, as a button and a form.</summary>
/// <param name="Name">Snake_case, in addresses; its text is <see cref="TextKey"/>.</param>
/// <param name="IsOffered">Whether it can be done now by this caller.</param>
/// <param name="Do">Does it: the use case behind it.</param>
public sealed record Deed(string Name, Func<Scene, bool> IsOffered, Func<Doing, Outcome<Done>> Do)
{
    /// <summary>What it asks.</summary>
    public DeedFields Fields { get; init; }

    /// <summary>Of what it asks, what must be answered by the rule of the move.</summary>
    public Evidence Needs { get; init; }

    /// <summary>For what a unit asks, or a dispatcher decides.</summary>
    public AskKind? Ask { get; init; }

    /// <summary>Whether the requester reads the words; then they can be seen beforehand as the requester will see them.</summary>
    public bool IsReadByRequester { get; init; }

    /// <summary>The key of its text, a verb; a kind may have its own under <c>{kind}.{key}</c>.</summary>
    public string TextKey { get; init; } = "deed." + Name;

    /// <summary>Under which move its ready words are kept.</summary>
    public string Templates { get; init; } = Name;
}
