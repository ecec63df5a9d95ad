using Countyworks.Data.Journal;

namespace Countyworks.Core.SignIn.Means;

/// <summary>A person added an authenticator app.</summary>
public sealed record AuthenticatorAdded : Fact;

/// <summary>A person's authenticator app was removed.</summary>
public sealed record AuthenticatorRemoved : Fact;

/// <summary>A person got new recovery codes; those before are worthless.</summary>
public sealed record RecoveryCodesMade : Fact;

/// <summary>A person signed in with a recovery code.</summary>
public sealed record RecoveryCodeUsed(int Left) : Fact;

/// <summary>A person added a passkey.</summary>
public sealed record PasskeyAdded : Fact;

/// <summary>A person's passkey was removed.</summary>
public sealed record PasskeyRemoved : Fact;
