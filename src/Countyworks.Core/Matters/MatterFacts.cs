using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>A matter began and its clock with it.</summary>
public sealed record MatterOpened(string Kind, string Number, Id<Place> PlaceId, string? Category) : Fact;

/// <summary>A move was made; it met these marks of the clock.</summary>
public sealed record MatterMoved(string Kind, string Move, string From, string To, IReadOnlyList<string> Met) : Fact;

/// <summary>A unit got the matter, others to help it; why it was that unit.</summary>
public sealed record MatterDispatched(string Kind, Id<Organisation> UnitId, IReadOnlyList<Id<Organisation>> Assists, string Why) : Fact;

/// <summary>Units were asked to help.</summary>
public sealed record AssistAsked(IReadOnlyList<Id<Organisation>> Units) : Fact;

/// <summary>A co-handler did its part.</summary>
public sealed record AssistDone(Id<Organisation> UnitId) : Fact;

/// <summary>A unit asked for something.</summary>
public sealed record AskMade(Id<Ask> AskId, AskKind Ask, Id<Organisation> UnitId, string Reason, int Days, LocalDate? ReviewOn) : Fact;

/// <summary>It was granted or refused.</summary>
public sealed record AskDecided(Id<Ask> AskId, AskKind Ask, string Reason, bool IsGranted) : Fact;

/// <summary>What was asked for came to nothing: the unit gave the matter away, or had done with it, before anybody decided.</summary>
public sealed record AskLapsed(Id<Ask> AskId, AskKind Ask, string Reason) : Fact;

/// <summary>The clock went on.</summary>
public sealed record ClockResumed(string Reason) : Fact;

/// <summary>A reminder of a mark went out.</summary>
public sealed record MatterReminded(string Mark, LocalDate DueOn) : Fact;

/// <summary>Somebody above the unit pressed for it (督办).</summary>
public sealed record MatterSupervised(Id<Organisation> UnitId) : Fact;

/// <summary>A mark stayed unmet and those that many posts up the chain above the handler were told.</summary>
public sealed record MatterEscalated(string Mark, int Step, Warning Warning, int Up) : Fact;

/// <summary>Provisional deadlines were counted again because a year's calendar was announced.</summary>
public sealed record DeadlinesRecounted(string? NextMark, LocalDate? NextDueOn) : Fact;

/// <summary>The matter goes on in another.</summary>
public sealed record MatterMerged(Id<Matter> IntoId, string IntoNumber) : Fact;

/// <summary>Another matter goes on in this one.</summary>
public sealed record MatterAbsorbed(Id<Matter> FromId, string FromNumber) : Fact;

/// <summary>Two matters were linked.</summary>
public sealed record MatterLinked(Id<Matter> OtherId, string OtherNumber, string Relation) : Fact;

/// <summary>What the matter is about, or where, was put right.</summary>
public sealed record MatterSorted(string? Category, Id<Place> PlaceId, Priority Priority) : Fact;

/// <summary>The files of a matter that ended long ago were thrown away.</summary>
public sealed record FilesDropped(int Files) : Fact;

/// <summary>Somebody wrote something that moves nothing.</summary>
public sealed record RemarkAdded : Fact;
