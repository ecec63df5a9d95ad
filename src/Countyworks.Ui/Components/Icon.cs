using Microsoft.AspNetCore.Components;

namespace Countyworks.Ui;

/// <summary>
/// A picture from the sprite. It never stands alone: a word follows, so it is hidden from screen readers. Written by hand because
/// pages have many: it holds no state and its markup is made once for each glyph.
/// </summary>
public sealed class Icon : IComponent
{
    private RenderHandle handle;

    [Inject]
    private AssetPaths Paths { get; init; } = null!;

    /// <summary>Which one.</summary>
    [Parameter, EditorRequired]
    public Glyph Of { get; set; }

    /// <inheritdoc/>
    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    /// <inheritdoc/>
    public Task SetParametersAsync(ParameterView parameters)
    {
        var markup = Paths.Picture(parameters.GetValueOrDefault<Glyph>(nameof(Of)));
        handle.Render(builder => builder.AddMarkupContent(0, markup));
        return Task.CompletedTask;
    }
}
