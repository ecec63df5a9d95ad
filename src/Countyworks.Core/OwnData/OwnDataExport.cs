using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Countyworks.Core.Files;
using Countyworks.Data;
using Countyworks.Ui;

namespace Countyworks.Core.OwnData;

/// <summary>A copy of what is held about a person: for programs (data.json), for reading (data.html), and their files.</summary>
public static class OwnDataExport
{
    /// <summary>Writes it as an archive.</summary>
    public static byte[] Archive(IReadOnlyList<OwnSection> sections, Texts texts, FileStore store)
    {
        using var kept = new MemoryStream();
        using (var zip = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "data.json", JsonSerializer.SerializeToUtf8Bytes(
                sections.ToDictionary(s => s.Name, s => s.Rows.Select(row => row.ToDictionary(f => f.Name, f => f.Value))), Json.Options));
            Write(zip, "data.html", Encoding.UTF8.GetBytes(Html(sections, texts)));
            foreach (var file in sections.SelectMany(s => s.Files).DistinctBy(f => f.Id).Where(f => File.Exists(store.PathOf(f.Sha256))))
            {
                zip.CreateEntryFromFile(store.PathOf(file.Sha256), $"files/{file.Id}{FileType.Of(file.MediaType)?.Extension}");
            }
        }

        return kept.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

    private static string Html(IReadOnlyList<OwnSection> sections, Texts texts)
    {
        var html = new StringBuilder("<!doctype html><meta charset=\"utf-8\">").Append($"<title>{Said(texts["my_data.title"])}</title><h1>{Said(texts["my_data.title"])}</h1>");
        foreach (var section in sections)
        {
            html.Append($"<h2>{Said(texts["my_data." + section.Name])}</h2>");
            foreach (var row in section.Rows)
            {
                html.Append("<dl>").AppendJoin("", row.Select(f => $"<dt>{Said(texts["my_data." + f.Name])}</dt><dd>{Said(f.Value ?? "")}</dd>")).Append("</dl>");
            }
        }

        return html.ToString();
    }

    private static string Said(string text) => WebUtility.HtmlEncode(text);
}
