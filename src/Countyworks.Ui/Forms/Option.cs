namespace Countyworks.Ui;

/// <summary>One answer that can be chosen.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Label">What people read.</param>
/// <param name="Hint">A sentence of help below it.</param>
public sealed record Option(string Value, string Label, string? Hint = null)
{
    /// <summary>All values of an enum, in the order of their numbers, named by the texts <c>{enum}.{member}</c>.</summary>
    public static IReadOnlyList<Option> Of<TEnum>(Texts texts)
        where TEnum : struct, Enum => Of(texts, Enum.GetValues<TEnum>());

    /// <summary>Some values of an enum, in the order given.</summary>
    public static IReadOnlyList<Option> Of<TEnum>(Texts texts, IEnumerable<TEnum> values)
        where TEnum : struct, Enum => [.. values.Select(value => new Option(EnumNames<TEnum>.Of(value), texts.Of(value)))];
}
