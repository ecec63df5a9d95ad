using Countyworks.Data.Journal;

namespace Countyworks.Core.SignIn;

/// <summary>An account was opened for a person.</summary>
public sealed record AccountOpened : Fact;

/// <summary>An administrator gave a person a new one-time password.</summary>
public sealed record PasswordReset : Fact;

/// <summary>A person chose another password.</summary>
public sealed record PasswordChanged : Fact;

/// <summary>A person signed in.</summary>
public sealed record SessionStarted : Fact;

/// <summary>A sign-in was ended by its owner.</summary>
public sealed record SessionEnded : Fact;
