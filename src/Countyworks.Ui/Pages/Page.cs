using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Ui;

/// <summary>Answers an endpoint with a page.</summary>
public static class Page
{
    /// <summary>The page <typeparamref name="TPage"/> of <paramref name="view"/>.</summary>
    public static PageResult Show<TPage, TView>(TView view, int status = StatusCodes.Status200OK)
        where TPage : PageView<TView> =>
        new(typeof(TPage), new Dictionary<string, object?> { [nameof(PageView<>.Model)] = view }, status);

    /// <summary>A part of a page, for live refresh: no layout around it.</summary>
    public static PageResult Part<TPart>(IReadOnlyDictionary<string, object?> parameters)
        where TPart : IComponent =>
        new(typeof(TPart), parameters, StatusCodes.Status200OK);
}
