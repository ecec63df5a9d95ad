using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Administration.People;

/// <summary>A page of people.</summary>
/// <param name="Query">What was searched for; "" for nothing.</param>
/// <param name="Rows">One page of them, by name.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Number">Which page, from 1.</param>
public sealed record PeopleView(string Query, IReadOnlyList<PersonRow> Rows, int Total, int Number)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;
}

/// <summary>A person in a list.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">The name.</param>
/// <param name="Phone">Masked; null when not known.</param>
/// <param name="UserName">By which the person signs in; null without an account.</param>
/// <param name="Posts">The titles held today.</param>
public sealed record PersonRow(Id<Person> Id, string Name, string? Phone, string? UserName, IReadOnlyList<string> Posts);

/// <summary>The form of a new person.</summary>
/// <param name="Form">The form.</param>
public sealed record NewPersonView(Form Form);

/// <summary>One person.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">The name.</param>
/// <param name="Phone">Masked; null when not known.</param>
/// <param name="HasEmail">Whether an e-mail address is known.</param>
/// <param name="Account">The means of signing in; null while there are none.</param>
/// <param name="Posts">All posts, the last begun first.</param>
/// <param name="Today">The day.</param>
public sealed record PersonView(Id<Person> Id, string Name, string? Phone, bool HasEmail, AccountItem? Account, IReadOnlyList<PostItem> Posts, LocalDate Today)
{
    /// <summary>Whether the caller may replace the means of signing in.</summary>
    public bool MayKeepAccount { get; init; }

    /// <summary>The form of an account.</summary>
    public Form AccountForm { get; init; } = Form.New("admin_account");

    /// <summary>The form of an appointment.</summary>
    public Form PostForm { get; init; } = Form.New("admin_post");

    /// <summary>The organisations one may be appointed for.</summary>
    public IReadOnlyList<Option> Organisations { get; init; } = [];

    /// <summary>The places that fit what was typed, when several do.</summary>
    public IReadOnlyList<Option> Candidates { get; init; } = [];

    /// <summary>The one-time password just made: shown once, kept nowhere.</summary>
    public string? Password { get; init; }

    /// <summary>The key of what was just done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>The county's own sign-on; null where there is none.</summary>
    public ProviderSettings? Provider { get; init; }

    /// <summary>When the account was linked to it; null while it is not.</summary>
    public Instant? LinkedAt { get; init; }

    /// <summary>The form of that link.</summary>
    public Form LinkForm { get; init; } = Form.New("admin_account");

    /// <summary>The page of the person.</summary>
    public string Path => $"{AdminPaths.People}/{Id}";
}

/// <summary>The means by which a person signs in.</summary>
/// <param name="UserName">What is typed.</param>
/// <param name="IsOneTime">Whether the password must be changed at the next sign-in.</param>
/// <param name="Sessions">How many sign-ins last.</param>
public sealed record AccountItem(string UserName, bool IsOneTime, int Sessions);

/// <summary>A post as pages show it.</summary>
/// <param name="Post">The post.</param>
/// <param name="Person">Who holds it.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Place">Where, in full.</param>
/// <param name="MayEnd">Whether the caller may end it.</param>
public sealed record PostItem(Post Post, string Person, string Organisation, string Place, bool MayEnd);
