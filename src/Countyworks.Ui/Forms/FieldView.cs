using Microsoft.AspNetCore.Components;

namespace Countyworks.Ui;

/// <summary>
/// A field of a <see cref="Form"/>: its label, what it says to help, the error beside it, and what was typed. Label and hint come
/// from the texts <c>{area}.{name}</c> and <c>{area}.{name}.hint</c> unless given.
/// </summary>
public abstract class FieldView : View
{
    /// <summary>The form it belongs to.</summary>
    [Parameter, EditorRequired]
    public required Form Form { get; set; }

    /// <summary>The name it is posted and read by.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The label, already in the reader's language.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>A sentence of help, already in the reader's language.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Whether it may be left empty: the label says so.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>Whether the label is the question of the page, its only heading.</summary>
    [Parameter]
    public bool IsHeading { get; set; }

    internal string LabelText => Label ?? Form.Label(Name, T);

    internal string? HintText => Hint ?? (T.Has($"{Form.Area}.{Name}.hint") ? T[$"{Form.Area}.{Name}.hint"] : null);

    internal string? ErrorText => Form.ErrorOf(Name) is { } refusal ? T.Of(refusal) : null;

    internal string ControlId => Form.IdOf(Name);

    internal string HintId => ControlId + "-hint";

    internal string ErrorId => ControlId + "-error";

    internal string? Invalid => Form.ErrorOf(Name) is null ? null : "true";

    internal string? DescribedBy => (HintText, ErrorText) switch
    {
        (null, null) => null,
        (null, _) => ErrorId,
        (_, null) => HintId,
        _ => $"{HintId} {ErrorId}",
    };
}
