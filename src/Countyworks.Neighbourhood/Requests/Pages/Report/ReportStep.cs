namespace Countyworks.Neighbourhood.Requests.Pages.Report;

/// <summary>The pages of a report, in their order.</summary>
public enum ReportStep
{
    /// <summary>What.</summary>
    What = 1,

    /// <summary>Where, and what it is about.</summary>
    Where = 2,

    /// <summary>Photos, and how to reach the requester.</summary>
    Who = 3,

    /// <summary>Whether it is the same as one that is open already; shown only where there are any.</summary>
    Same = 4,
}
