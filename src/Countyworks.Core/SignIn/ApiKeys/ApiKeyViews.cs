using Countyworks.Core.Posts;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.SignIn.ApiKeys;

/// <summary>A key in the list.</summary>
/// <param name="Key">The key.</param>
/// <param name="Name">The machine.</param>
/// <param name="Role">What it may do; null when its post is not known yet.</param>
/// <param name="Organisation">For whom.</param>
/// <param name="Place">Where.</param>
/// <param name="IsGood">Whether it may be used now.</param>
public sealed record ApiKeyLine(ApiKey Key, string Name, Role? Role, string? Organisation, string? Place, bool IsGood);

/// <summary>The page of keys.</summary>
/// <param name="Lines">The keys, those in use first.</param>
/// <param name="Form">To make another.</param>
/// <param name="Organisations">For whom it may work.</param>
/// <param name="Places">Where.</param>
/// <param name="LatestDay">The latest last day.</param>
/// <param name="Made">The key just made, shown this once; null otherwise.</param>
public sealed record ApiKeysView(
    IReadOnlyList<ApiKeyLine> Lines, Form Form, IReadOnlyList<Option> Organisations, IReadOnlyList<Option> Places, LocalDate LatestDay, string? Made);
