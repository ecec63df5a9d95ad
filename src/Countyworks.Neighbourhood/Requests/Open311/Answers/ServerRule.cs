namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>What a county says of its Open311 server.</summary>
public sealed record ServerRule
{
    /// <summary>The name of the setting.</summary>
    public const string Setting = "open311.server";

    /// <summary>Whom developers may ask, in words; empty for the desk's page.</summary>
    public string Contact { get; init; } = "";

    /// <summary>How to get a key, in words; empty for the same as <see cref="Contact"/>.</summary>
    public string KeyService { get; init; } = "";

    /// <summary>The county's postal code, digits only: some clients read an empty one as no number. Empty where it is not set.</summary>
    public string Zipcode { get; init; } = "";
}
