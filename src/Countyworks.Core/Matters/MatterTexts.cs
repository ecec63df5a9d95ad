using Countyworks.Ui;

namespace Countyworks.Core.Matters;

/// <summary>
/// The words of matters. What most kinds call the same has one text; a kind with a word of its own writes it under
/// <c>{kind}.{key}</c>, such as <c>request.stage.received</c>.
/// </summary>
public static class MatterTexts
{
    /// <summary>The key under which a kind says it: its own, else the common one.</summary>
    public static string KeyFor(this Texts texts, MatterKind kind, string key) => texts.Has($"{kind.Name}.{key}") ? $"{kind.Name}.{key}" : key;

    /// <summary>What a kind calls it.</summary>
    public static string For(this Texts texts, MatterKind kind, string key) => texts[texts.KeyFor(kind, key)];

    /// <summary>What the kind itself is called.</summary>
    public static string Kind(this Texts texts, MatterKind kind) => texts["kind." + kind.Name];

    /// <summary>What a stage is called.</summary>
    public static string Stage(this Texts texts, MatterKind kind, string stage) => texts.For(kind, "stage." + stage);

    /// <summary>What a move is called: a verb, for buttons.</summary>
    public static string Move(this Texts texts, MatterKind kind, string move) => texts.For(kind, "move." + move);

    /// <summary>What a mark of the clock is called.</summary>
    public static string Mark(this Texts texts, MatterKind kind, string mark) => texts.For(kind, "mark." + mark);

    /// <summary>What the reason for an ask is called.</summary>
    public static string Reason(this Texts texts, MatterKind kind, AskKind ask, string reason) => texts.For(kind, ReasonKey(ask, reason));

    /// <summary>The key of a reason.</summary>
    public static string ReasonKey(AskKind ask, string reason) => $"reason.{EnumNames<AskKind>.Of(ask)}.{reason}";
}
