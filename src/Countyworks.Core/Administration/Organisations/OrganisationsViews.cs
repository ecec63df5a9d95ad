using Countyworks.Core.Administration.People;
using Countyworks.Core.People;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Administration.Organisations;

/// <summary>The organisations of a caller.</summary>
/// <param name="Query">What was searched for; "" for nothing.</param>
/// <param name="Rows">Parents before their children, each with how deep it lies.</param>
public sealed record OrganisationsView(string Query, IReadOnlyList<OrganisationRow> Rows);

/// <summary>An organisation in a list.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Depth">How many it answers to, one above the other.</param>
/// <param name="Place">Its place, in full.</param>
/// <param name="Holders">How many posts are held for it today.</param>
public sealed record OrganisationRow(Organisation Organisation, int Depth, string Place, int Holders);

/// <summary>The form of a new organisation.</summary>
/// <param name="Form">The form.</param>
/// <param name="Parents">What it may answer to.</param>
/// <param name="Candidates">The places that fit what was typed, when several do.</param>
public sealed record NewOrganisationView(Form Form, IReadOnlyList<Option> Parents, IReadOnlyList<Option> Candidates);

/// <summary>One organisation.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Place">Its place, in full.</param>
/// <param name="Parent">What it answers to; null at the top.</param>
/// <param name="Posts">The posts held for it today or later.</param>
/// <param name="MayChange">Whether the caller may rename and end it.</param>
/// <param name="Form">The form of its name.</param>
/// <param name="Today">The day.</param>
public sealed record OrganisationView(Organisation Organisation, string Place, Organisation? Parent, IReadOnlyList<PostItem> Posts, bool MayChange, Form Form, LocalDate Today)
{
    /// <summary>The key of what was just done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Its page.</summary>
    public string Path => $"{AdminPaths.Organisations}/{Organisation.Id}";
}
