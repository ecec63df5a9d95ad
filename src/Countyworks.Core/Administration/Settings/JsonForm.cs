using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countyworks.Core.Settings;
using Countyworks.Ui;

namespace Countyworks.Core.Administration.Settings;

/// <summary>A field of a setting that is a record of switches, whole numbers and lines of text.</summary>
/// <param name="Name">The name in the form: the path in JSON, joined by underscores.</param>
/// <param name="Path">The path in JSON.</param>
/// <param name="Kind">True for a switch or a group that may be left out, Number for a whole number, String for a line of text.</param>
public sealed record JsonField(string Name, IReadOnlyList<string> Path, JsonValueKind Kind)
{
    /// <summary>Whether it is a group of further fields, which may be left out as a whole.</summary>
    public bool IsGroup { get; init; }
}

/// <summary>Such a record as fields of a form, and back.</summary>
public static class JsonForm
{
    private const int Most = 1_000_000;

    /// <summary>The fields of the product's own value; empty when it is of another form.</summary>
    public static IReadOnlyList<JsonField> FieldsOf(string otherwise) =>
        JsonNode.Parse(otherwise) is JsonObject root && Fields(root, []).ToList() is var fields && fields.TrueForAll(f => f.Kind is JsonValueKind.True or JsonValueKind.Number or JsonValueKind.String) ? fields : [];

    /// <summary>Whether it is a line of text.</summary>
    public static bool IsText(string otherwise) => otherwise is ['"', ..];

    /// <summary>The line of text in a value.</summary>
    public static string TextIn(string value) => JsonNode.Parse(value)!.GetValue<string>();

    /// <summary>A form filled with a value; where it leaves a group out, with the product's own numbers.</summary>
    public static Form Of(string area, IReadOnlyList<JsonField> fields, string value, string otherwise)
    {
        var (present, usual) = (JsonNode.Parse(value), JsonNode.Parse(otherwise));
        var form = Form.New(area).With("value", IsText(otherwise) ? TextIn(value) : value);
        foreach (var field in fields)
        {
            var node = At(present, field.Path) ?? (field.IsGroup ? null : At(usual, field.Path));
            form.With(field.Name, field.IsGroup ? (node is null ? null : "true") : node is JsonValue text && text.TryGetValue<string>(out var line) ? line : node?.ToJsonString());
        }

        return form;
    }

    /// <summary>Reads the value; what is wrong is in the form.</summary>
    public static string Read(Form form, IReadOnlyList<JsonField> fields)
    {
        var root = new JsonObject();
        foreach (var field in fields)
        {
            if (At(root, [.. field.Path.SkipLast(1)]) is not JsonObject parent)
            {
                continue;   // Its group is left out.
            }

            parent[field.Path[^1]] = field.IsGroup ? (form.Flag(field.Name) ? new JsonObject() : null)
                : field.Kind == JsonValueKind.String ? JsonValue.Create(form.Text(field.Name, SetSetting.ValueLimit, required: false))
                : field.Kind == JsonValueKind.Number ? JsonValue.Create(form.Whole(field.Name, 0, Most))
                : JsonValue.Create(form.Flag(field.Name));
        }

        return root.ToJsonString();
    }

    /// <summary>The value of a field as words read it: a number, or whether it is so.</summary>
    public static string? Shown(string value, JsonField field) => At(JsonNode.Parse(value), field.Path) switch
    {
        null => null,
        JsonObject => "",
        var node when node.GetValueKind() == JsonValueKind.String => node.GetValue<string>() is { Length: > 0 } line ? line : null,
        var node when node.GetValueKind() == JsonValueKind.Number => node.GetValue<decimal>().ToString(CultureInfo.InvariantCulture),
        var node => node.GetValueKind() == JsonValueKind.True ? "" : null,
    };

    private static JsonNode? At(JsonNode? node, IReadOnlyList<string> path) => path.Aggregate(node, (at, step) => (at as JsonObject)?[step]);

    private static IEnumerable<JsonField> Fields(JsonObject of, IReadOnlyList<string> above)
    {
        foreach (var (name, node) in of)
        {
            IReadOnlyList<string> path = [.. above, name];
            var kind = node?.GetValueKind() ?? JsonValueKind.Null;
            yield return new JsonField(string.Join('_', path), path, kind is JsonValueKind.False or JsonValueKind.Object ? JsonValueKind.True : kind) { IsGroup = node is JsonObject };
            foreach (var below in node is JsonObject group ? Fields(group, path) : [])
            {
                yield return below;
            }
        }
    }
}
