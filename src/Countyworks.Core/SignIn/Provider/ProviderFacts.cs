using Countyworks.Data.Journal;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>A person's account was linked to a subject of the county's own sign-on: by its owner with the password, or by an administrator, as the journal says.</summary>
public sealed record ProviderLinked : Fact;

/// <summary>The link of a person's account to the county's own sign-on was ended.</summary>
public sealed record ProviderUnlinked : Fact;
