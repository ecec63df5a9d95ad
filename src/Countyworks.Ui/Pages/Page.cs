using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Countyworks.Ui;

/// <summary>Answers an endpoint with a page.</summary>
public static class Page
{
    /// <summary>
    /// The page <typeparamref name="TPage"/> of <paramref name="view"/>, rendered whole before the first byte leaves, so that
    /// <paramref name="status"/> is true to what is shown.
    /// </summary>
    public static RazorComponentResult Show<TPage, TView>(TView view, int status = StatusCodes.Status200OK)
        where TPage : PageView<TView> =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(PageView<>.Model)] = view })
        {
            StatusCode = status,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };

    /// <summary>A part of a page, for live refresh: no layout around it.</summary>
    public static RazorComponentResult Part<TPart>(IReadOnlyDictionary<string, object?> parameters)
        where TPart : IComponent =>
        new RazorComponentResult<TPart>(parameters) { ContentType = "text/html; charset=utf-8", PreventStreamingRendering = true };
}
