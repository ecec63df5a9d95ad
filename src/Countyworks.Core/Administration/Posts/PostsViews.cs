using Countyworks.Core.Administration.Index;
using Countyworks.Core.Administration.People;
using Countyworks.Core.Posts;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Administration.Posts;

/// <summary>Who holds what today at a place and below.</summary>
/// <param name="Form">The filter: a place and a role.</param>
/// <param name="Place">The place shown, in full; "" for all the caller's.</param>
/// <param name="Role">The role shown; null for all.</param>
/// <param name="Posts">The posts held today or to come, by place and role.</param>
/// <param name="Gaps">Roles nobody covers at a place shown.</param>
/// <param name="Candidates">The places that fit what was typed, when several do.</param>
/// <param name="Today">The day.</param>
public sealed record PostsView(Form Form, string Place, Role? Role, IReadOnlyList<PostItem> Posts, IReadOnlyList<Gap> Gaps, IReadOnlyList<Option> Candidates, LocalDate Today)
{
    /// <summary>The most posts shown.</summary>
    public const int Limit = 500;

    /// <summary>Whether a post was just ended.</summary>
    public bool IsDone { get; init; }
}

/// <summary>Ending one post.</summary>
/// <param name="Form">The form.</param>
/// <param name="Post">Which.</param>
public sealed record EndPostView(Form Form, PostItem Post);

/// <summary>The caller's own posts.</summary>
/// <param name="Posts">The last begun first.</param>
/// <param name="Today">The day.</param>
public sealed record OwnPostsView(IReadOnlyList<PostItem> Posts, LocalDate Today);

/// <summary>When a post ends.</summary>
public enum EndWhen
{
    /// <summary>At once: the next request has its rights no longer.</summary>
    Now = 1,

    /// <summary>After a day.</summary>
    AfterDay = 2,
}
