using Microsoft.AspNetCore.Antiforgery;

namespace Countyworks.Ui;

/// <summary>
/// What the layout shows around every page. Scoped: a middleware of the server fills it once per request, after sign-in.
/// </summary>
public sealed class PageFrame
{
    /// <summary>The district's name in the header, already in the reader's language.</summary>
    public string DistrictName { get; set; } = "";

    /// <summary>How this reader likes to see pages.</summary>
    public Preferences Preferences { get; set; } = Preferences.Default;

    /// <summary>The person signed in; null for the public.</summary>
    public string? SignedInName { get; set; }

    /// <summary>The titles of the posts they hold now.</summary>
    public IReadOnlyList<string> PostTitles { get; set; } = [];

    /// <summary>Whether the reader holds a post: staff pages use the full width and the staff navigation.</summary>
    public bool IsStaff { get; set; }

    /// <summary>The main places this reader may go.</summary>
    public IReadOnlyList<NavigationEntry> Navigation { get; set; } = [];

    /// <summary>Something this reader must know on every page until it is done; null for nothing.</summary>
    public FrameBanner? Banner { get; set; }

    /// <summary>Path and query of this page, where the language and size switches return to.</summary>
    public string Path { get; set; } = "/";

    /// <summary>The telephone that the public may call, as people dial it; null where none is shown.</summary>
    public string? DutyPhone { get; set; }

    /// <summary>Where to sign in; null when that isn't offered here.</summary>
    public string? SignInPath { get; set; }

    /// <summary>Where somebody signed in finds what is their own: notices, sessions, password.</summary>
    public string AccountPath { get; set; } = "/my/notices";

    /// <summary>Makes the token that a form of this page must bring back; a page without a form makes none, and may be kept by whoever it is for.</summary>
    public Func<AntiforgeryTokenSet> FormToken { get; set; } = () => throw new InvalidOperationException("A form outside of a page has no token.");

    /// <summary>Where signing out is posted to.</summary>
    public string SignOutPath { get; set; } = "/sign-out";
}

/// <summary>Something to be known on every page.</summary>
/// <param name="TextKey">The key of its text.</param>
/// <param name="Arguments">What the text names.</param>
/// <param name="Href">Where it is done.</param>
/// <param name="LinkKey">The key of the words that lead there.</param>
public sealed record FrameBanner(string TextKey, IReadOnlyList<object?> Arguments, string Href, string LinkKey);

/// <summary>One entry of the navigation.</summary>
/// <param name="TextKey">The key of its text.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="IsCurrent">Whether the reader is there.</param>
/// <param name="Count">How many things wait there; null when that isn't counted.</param>
public sealed record NavigationEntry(string TextKey, string Href, bool IsCurrent = false, int? Count = null);
