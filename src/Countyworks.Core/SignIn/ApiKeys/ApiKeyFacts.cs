using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn.ApiKeys;

/// <summary>A machine got a key.</summary>
public sealed record ApiKeyMade(Id<ApiKey> ApiKeyId, LocalDate LastDay) : Fact;

/// <summary>A machine's key was ended.</summary>
public sealed record ApiKeyEnded(Id<ApiKey> ApiKeyId) : Fact;
