using System.Globalization;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Neighbourhood.Requests.Open311.Filing;

/// <summary>Reads <c>attribute[code]=value</c>, <c>attribute[code][]=value</c> against what a category asks.</summary>
internal static class AttributeAnswers
{
    /// <summary>The most characters of an answer, the most answers of a form.</summary>
    public const int AnswerLimit = 500, MostAnswers = 40;

    private const string Prefix = "attribute[";

    /// <summary>
    /// A line for each question answered, in the order asked, then for what nobody asked: other systems send their own numbers so.
    /// Refuses, all that applies at once: <c>missing</c>, <c>too_long</c> (limit), <c>open311_attribute_unreadable</c>, <c>open311_attribute_choice</c>,
    /// <c>open311_attributes_too_many</c> (limit).
    /// </summary>
    public static Outcome<IReadOnlyList<string>> Read(IFormCollection form, IReadOnlyList<AttributeAsked> asked)
    {
        var given = form.Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal) && f.Key.Contains(']', StringComparison.Ordinal))
            .GroupBy(f => f.Key[Prefix.Length..f.Key.IndexOf(']', StringComparison.Ordinal)])
            .ToDictionary(g => g.Key, g => g.SelectMany(f => f.Value).Select(TypedText.Lines).Where(v => v.Length > 0).ToList());
        if (given.Values.Sum(v => v.Count) > MostAnswers)
        {
            return new Refusal("open311_attributes_too_many").With("limit", MostAnswers);
        }

        var questions = asked.Where(a => a.Row.IsAsked).ToList();
        var wrong = questions.SelectMany(q => Wrong(q, given.GetValueOrDefault(q.Row.Code, [])))
            .Concat(given.Where(g => g.Value.Exists(v => v.Length > AnswerLimit)).Select(g => Refusal.TooLong(FieldOf(g.Key), AnswerLimit)));
        if (Refusal.Join(wrong) is { } refusal)
        {
            return refusal;
        }

        var known = questions.Where(q => given.GetValueOrDefault(q.Row.Code) is { Count: > 0 })
            .Select(q => $"{q.Row.DescriptionZh} {string.Join(", ", given[q.Row.Code].Select(v => q.Choices.FirstOrDefault(c => c.Key == v)?.NameZh ?? v))}");
        var unknown = given.Where(g => g.Value.Count > 0 && !questions.Exists(q => q.Row.Code == g.Key)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{TypedText.Line(g.Key)}: {string.Join(", ", g.Value)}");
        return (List<string>)[.. known, .. unknown];
    }

    private static IEnumerable<Refusal> Wrong(AttributeAsked question, List<string> answers)
    {
        var (row, field) = (question.Row, FieldOf(question.Row.Code));
        if (answers.Count == 0)
        {
            return row.IsRequired ? [Refusal.Missing(field)] : [];
        }

        return row.Datatype switch
        {
            AttributeType.Singlevaluelist or AttributeType.Multivaluelist =>
                answers.TrueForAll(a => question.Choices.Any(c => c.Key == a)) && (answers.Count == 1 || row.Datatype == AttributeType.Multivaluelist)
                    ? [] : [new Refusal("open311_attribute_choice", field)],
            AttributeType.Number => answers.TrueForAll(IsNumber) ? [] : [Unreadable(field)],
            AttributeType.Datetime => answers.TrueForAll(a => GeoTime.Read(a) is not null) ? [] : [Unreadable(field)],
            AttributeType.String or AttributeType.Text => [],
        };
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    private static Refusal Unreadable(string field) => new("open311_attribute_unreadable", field);

    private static string FieldOf(string code) => $"attribute[{code}]";
}
