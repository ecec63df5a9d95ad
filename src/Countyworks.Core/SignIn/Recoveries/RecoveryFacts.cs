using Countyworks.Data.Journal;
using Countyworks.Kernel;

namespace Countyworks.Core.SignIn.Recoveries;

/// <summary>An officer asked to give a person access back; how they made sure of the person is the remark.</summary>
public sealed record RecoveryAsked(Id<Recovery> RecoveryId) : Fact;

/// <summary>Another officer confirmed it and handed over the letter.</summary>
public sealed record RecoveryConfirmed(Id<Recovery> RecoveryId) : Fact;

/// <summary>An officer ended it.</summary>
public sealed record RecoveryEnded(Id<Recovery> RecoveryId) : Fact;

/// <summary>The person used the code: password, app, passkeys and sessions of before are gone.</summary>
public sealed record AccessRecovered(Id<Recovery> RecoveryId) : Fact;
