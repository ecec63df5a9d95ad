using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.Json;
using Countyworks.Kernel;

namespace Countyworks.Ui;

/// <summary>
/// Every text a person reads, in both languages, merged once at start from the resources beside the features.
/// The language is that of the request (<see cref="CultureInfo.CurrentUICulture"/>). A key nobody wrote shows itself in brackets.
/// </summary>
public sealed class Texts
{
    private readonly FrozenDictionary<string, InBoth> texts;
    private readonly ConcurrentDictionary<Enum, string> enumKeys = new();

    /// <summary>Reads <paramref name="sources"/>; the order doesn't matter.</summary>
    /// <exception cref="InvalidOperationException">Two sources give the same key, a source has no text in a language, or a text isn't a valid format.</exception>
    public Texts(IEnumerable<TextSource> sources)
    {
        var merged = new Dictionary<string, InBoth>();
        foreach (var source in sources.Distinct())
        {
            Merge(merged, source, Language.Chinese, (both, text) => both with { Chinese = text });
            Merge(merged, source, Language.English, (both, text) => both with { English = text });
        }

        texts = merged.ToFrozenDictionary();
    }

    /// <summary>The text of <paramref name="key"/>.</summary>
    public string this[string key] => Find(key) ?? $"[{key}]";

    /// <summary>Whether there is a text for <paramref name="key"/>.</summary>
    public bool Has(string key) => Raw(key, Language.Chinese) is not null;

    /// <summary>
    /// The text of <paramref name="key"/> with <paramref name="arguments"/> at its placeholders. Dates, instants and values of
    /// enums are put in the reader's words; <c>{0:day|days}</c> chooses by whether the number is one.
    /// </summary>
    public string Format(string key, params ReadOnlySpan<object?> arguments) =>
        Find(key) is { } text ? string.Format(new Wording(this), text, arguments) : $"[{key}]";

    /// <summary>
    /// What a refusal says: <c>refusal.{code}</c> with its arguments by their order; not of <see cref="Refusal.Others"/>.
    /// An enum among the arguments is named, see <see cref="Of(Enum)"/>.
    /// </summary>
    public string Of(Refusal refusal) =>
        Format("refusal." + refusal.Code, [.. refusal.Arguments.Select(argument => argument.Value)]);

    /// <summary>The name of an enum's value: the text <c>{enum}.{member}</c>, both in snake_case, as <c>request_stage.in_hand</c>.</summary>
    public string Of(Enum value) => this[enumKeys.GetOrAdd(value, KeyOf)];

    /// <summary>All keys of <paramref name="language"/>, for the test that both languages have the same.</summary>
    public IReadOnlyCollection<string> Keys(Language language) => [.. texts.Keys.Where(key => Raw(key, language) is not null)];

    /// <summary>The text of <paramref name="key"/> in <paramref name="language"/>, placeholders and all; null when there is none.</summary>
    public string? Raw(string key, Language language) => texts.TryGetValue(key, out var both) ? both.In(language) : null;

    private string? Find(string key) => texts.TryGetValue(key, out var both) ? both.In(Languages.Current) ?? both.Chinese : null;

    private static string KeyOf(Enum value) =>
        $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(value.GetType().Name)}.{JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString())}";

    private static void Merge(Dictionary<string, InBoth> merged, TextSource source, Language language, Func<InBoth, string, InBoth> with)
    {
        // No parents: a missing language must fail at start, not show the other one in part.
        var resources = new ResourceManager(source.BaseName, source.Assembly)
            .GetResourceSet(language.Culture(), createIfNotExists: true, tryParents: false)
            ?? throw new InvalidOperationException($"{source.BaseName} has no texts in {language.Tag()}.");
        foreach (var (key, text) in resources.Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, (string)entry.Value!)))
        {
            Check(key, text);
            var both = merged.GetValueOrDefault(key);
            if (both.In(language) is not null)
            {
                throw new InvalidOperationException($"The text {key} of {source.BaseName} is written twice ({language.Tag()}).");
            }

            merged[key] = with(both, text);
        }
    }

    private static void Check(string key, string text)
    {
        if (text.AsSpan().ContainsAny('{', '}'))
        {
            try
            {
                _ = CompositeFormat.Parse(text);
            }
            catch (FormatException unreadable)
            {
                throw new InvalidOperationException($"The text {key} is not a format: {text}", unreadable);
            }
        }
    }

    private readonly record struct InBoth(string? Chinese, string? English)
    {
        public string? In(Language language) => language == Language.English ? English : Chinese;
    }
}
