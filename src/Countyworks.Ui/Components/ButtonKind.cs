namespace Countyworks.Ui;

/// <summary>How weighty a button is: one primary on a page.</summary>
public enum ButtonKind
{
    /// <summary>What most people came to do.</summary>
    Primary = 0,

    /// <summary>What some people do instead.</summary>
    Secondary = 1,

    /// <summary>What can't be taken back, or takes something from someone.</summary>
    Grave = 2,
}

internal static class ButtonKinds
{
    public static string Class(ButtonKind kind) => kind switch
    {
        ButtonKind.Primary => "b",
        ButtonKind.Secondary => "b b2",
        ButtonKind.Grave => "b b3",
    };
}
