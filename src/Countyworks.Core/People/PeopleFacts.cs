using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.People;

/// <summary>A person was added: known by the subject's id alone.</summary>
public sealed record PersonAdded : Fact;

/// <summary>A person put right what is known of them; which parts, never what they are.</summary>
public sealed record PersonCorrected(IReadOnlyList<string> Parts) : Fact;

/// <summary>A person had their account ended and what is known of them erased; the id stays, for what they did.</summary>
public sealed record PersonErased : Fact;

/// <summary>A person took away a copy of what is known of them.</summary>
public sealed record DataExported : Fact;

/// <summary>An organisation was added.</summary>
public sealed record OrganisationAdded(OrganisationKind OrganisationKind, Id<Place> PlaceId) : Fact;

/// <summary>An organisation got another name.</summary>
public sealed record OrganisationRenamed(string Before, string Name) : Fact;

/// <summary>An organisation was ended: it gets no more matters.</summary>
public sealed record OrganisationEnded : Fact;

/// <summary>Somebody was appointed to a post.</summary>
public sealed record PersonAppointed(Id<Post> PostId, Role Role, Id<Organisation> OrganisationId, Id<Place> PlaceId, LocalDate FirstDay, LocalDate? LastDay) : Fact;

/// <summary>A post was ended, or its end was set.</summary>
public sealed record PostEnded(Id<Post> PostId, LocalDate LastDay) : Fact;
