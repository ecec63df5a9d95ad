using Countyworks.Kernel;
using Countyworks.Core.Matters;

namespace Countyworks.Neighbourhood.Requests.Handling;

/// <summary>What the page of a matter shows of a request alone.</summary>
/// <param name="Id">Which.</param>
/// <param name="Text">In the requester's words.</param>
/// <param name="Contact">The name and phone, masked unless revealed; null when none was given.</param>
/// <param name="MayReveal">Whether this reader may ask to see them whole.</param>
/// <param name="IsRevealed">Whether they are shown whole.</param>
/// <param name="Phone">The whole phone, to be called; null unless revealed.</param>
/// <param name="Answer">The answer last reported back.</param>
/// <param name="Result">What the requester said came of it.</param>
/// <param name="Ratings">The three ratings, in their order: response, result, attitude.</param>
/// <param name="RatingRemark">What they wrote with them.</param>
public sealed record RequestCardView(
    Id<Matter> Id,
    string Text,
    string? Contact,
    bool MayReveal,
    bool IsRevealed,
    string? Phone,
    string? Answer,
    CallBackResult? Result,
    IReadOnlyList<Rating?> Ratings,
    string? RatingRemark)
{
    /// <summary>Whether this reader may call the requester now to ask what came of it.</summary>
    public bool MayCallBack { get; init; }

    /// <summary>Whether who asked is hidden from those who handle it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether that was said of this request, and not of its category.</summary>
    public bool IsSaidHidden { get; init; }

    /// <summary>Whether this reader may say so.</summary>
    public bool MayHide { get; init; }
}
