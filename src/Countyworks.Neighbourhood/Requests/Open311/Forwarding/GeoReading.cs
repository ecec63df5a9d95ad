using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>
/// Reads what servers of GeoReport answer, more kindly than the standard asks: XML with attributes or a namespace, JSON with its root kept, with scalars
/// in arrays or numbers for ids, elements that are missing.
/// </summary>
internal static class GeoReading
{
    private const int Deepest = 6;

    /// <summary>The objects of an answer, each as its fields' texts; a field that is empty or missing is not among them. Refuses <c>open311_answer_unreadable</c>.</summary>
    public static Outcome<IReadOnlyList<IReadOnlyDictionary<string, string>>> Read(string body)
    {
        try
        {
            return body.AsSpan().TrimStart("\uFEFF \r\n\t") switch
            {
                ['<', ..] => OfXml(body.TrimStart('\uFEFF', ' ', '\r', '\n', '\t')),
                ['[' or '{', ..] => OfJson(body.TrimStart('\uFEFF', ' ', '\r', '\n', '\t')),
                _ => Unreadable,
            };
        }
        catch (Exception unreadable) when (unreadable is XmlException or JsonException)
        {
            return Unreadable;
        }
    }

    private static Refusal Unreadable => new("open311_answer_unreadable") { Kind = RefusalKind.Unavailable };

    private static Outcome<IReadOnlyList<IReadOnlyDictionary<string, string>>> OfXml(string body)
    {
        // No document type: it could name files and expand without end.
        using var reader = XmlReader.Create(new StringReader(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var root = XDocument.Load(reader).Root!;
        return root.Name.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase)
            ? Unreadable
            : root.Elements().Where(e => e.HasElements).Select(Fields).ToList();
    }

    private static IReadOnlyDictionary<string, string> Fields(XElement element) => element.Elements()
        .Select(e => (Name: e.Name.LocalName, Value: e.Value.Trim()))
        .Where(e => e.Value.Length > 0)
        .GroupBy(e => e.Name)
        .ToDictionary(g => g.Key, g => g.First().Value);

    private static Outcome<IReadOnlyList<IReadOnlyDictionary<string, string>>> OfJson(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = Unwrap(document.RootElement);
        return root.ValueKind == JsonValueKind.Array
            ? root.EnumerateArray().Select(Unwrap).Where(e => e.ValueKind == JsonValueKind.Object).Select(Fields).ToList()
            : (List<IReadOnlyDictionary<string, string>>)[Fields(root)];
    }

    // {"service_requests": […]}, {"request": {…}}: a root that should have been lost.
    private static JsonElement Unwrap(JsonElement element)
    {
        for (var depth = 0; depth < Deepest && element.ValueKind == JsonValueKind.Object; depth++)
        {
            var fields = element.EnumerateObject().ToList();
            if (fields is not [{ Value.ValueKind: JsonValueKind.Object or JsonValueKind.Array } only])
            {
                break;
            }

            element = only.Value;
        }

        return element;
    }

    private static IReadOnlyDictionary<string, string> Fields(JsonElement element) => element.EnumerateObject()
        .Select(f => (f.Name, Value: Scalar(f.Value)))
        .Where(f => f.Value.Length > 0)
        .GroupBy(f => f.Name)
        .ToDictionary(g => g.Key, g => g.First().Value);

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array when value.GetArrayLength() == 1 => Scalar(value[0]),
        _ => "",
    };
}
