using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using System.Xml;

namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>Writes an answer of GeoReport in either format. XML has no namespace and no attributes.</summary>
internal static class GeoWriting
{
    private static readonly XmlWriterSettings Xml = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The media type, with the charset also where a validator would rather have none: the standard names it.</summary>
    public static string TypeOf(GeoFormat format) => format == GeoFormat.Json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";

    /// <summary>The bytes, UTF-8.</summary>
    public static byte[] Write(GeoDocument document, GeoFormat format)
    {
        using var bytes = new MemoryStream();
        if (format == GeoFormat.Json)
        {
            using var json = new Utf8JsonWriter(bytes, Json);
            WriteRoot(json, document);
        }
        else
        {
            using var xml = XmlWriter.Create(bytes, Xml);
            WriteRoot(xml, document);
        }

        return bytes.ToArray();
    }

    private static void WriteRoot(XmlWriter xml, GeoDocument document)
    {
        xml.WriteStartDocument();
        if (document.Item is { } item)
        {
            xml.WriteStartElement(document.Root);
            WriteItems(xml, item, document.Items);
            xml.WriteEndElement();
        }
        else
        {
            WriteItems(xml, document.Root, document.Items);
        }

        xml.WriteEndDocument();
    }

    private static void WriteItems(XmlWriter xml, string element, IReadOnlyList<GeoItem> items)
    {
        foreach (var item in items)
        {
            xml.WriteStartElement(element);
            foreach (var (name, value) in item.Fields)
            {
                xml.WriteStartElement(name);
                WriteValue(xml, value);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private static void WriteValue(XmlWriter xml, GeoValue value)
    {
        switch (value)
        {
            case GeoItems list:
                WriteItems(xml, list.Item, list.Items);
                break;
            case GeoTexts list:
                foreach (var text in list.Texts)
                {
                    xml.WriteElementString(list.Item, Clean(text));
                }

                break;
            default:
                xml.WriteString(Clean(Words(value)));
                break;
        }
    }

    private static string Words(GeoValue value) => value switch
    {
        GeoText { Text: var text } => text ?? "",
        GeoFlag { Is: var flag } => flag ? "true" : "false",
        GeoNumber { Number: var number } => number.ToString(CultureInfo.InvariantCulture),
        GeoDegrees { Degrees: { } degrees } => Written(degrees),
        _ => "",
    };

    private static void WriteRoot(Utf8JsonWriter json, GeoDocument document)
    {
        if (document.Item is null)
        {
            WriteItem(json, document.Items[0]);
            return;
        }

        json.WriteStartArray();
        foreach (var item in document.Items)
        {
            WriteItem(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, GeoItem item)
    {
        json.WriteStartObject();
        foreach (var (name, value) in item.Fields)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, GeoValue value)
    {
        switch (value)
        {
            case GeoText { Text: { Length: > 0 } text }:
                json.WriteStringValue(text);
                break;
            case GeoFlag { Is: var flag }:
                json.WriteBooleanValue(flag);
                break;
            case GeoNumber { Number: var number }:
                json.WriteNumberValue(number);
                break;
            case GeoDegrees { Degrees: { } degrees }:
                json.WriteRawValue(Written(degrees));
                break;
            case GeoTexts list:
                json.WriteStartArray();
                foreach (var one in list.Texts)
                {
                    json.WriteStringValue(one);
                }

                json.WriteEndArray();
                break;
            case GeoItems list:
                json.WriteStartArray();
                foreach (var one in list.Items)
                {
                    WriteItem(json, one);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static string Written(double degrees) => degrees.ToString("0.0######", CultureInfo.InvariantCulture);

    // What XML can't hold, old rows may.
    private static string Clean(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(r => r.Value >= 0x20 || r.Value is '\n' or '\t'));
}
