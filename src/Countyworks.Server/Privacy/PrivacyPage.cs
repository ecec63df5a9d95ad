using System.Text;

namespace Countyworks.Server.Privacy;

/// <summary>Writes <c>docs/privacy.md</c> from <see cref="PersonalData"/>.</summary>
public static class PrivacyPage
{
    /// <summary>What each class asks for.</summary>
    private static readonly IReadOnlyList<(DataClass Class, (string Lies, string Read, string Told, string Else) Guard)> Guards =
    [
        (DataClass.Hidden, ("as a hash, or a salt beside what it protects; https", "nobody: it is compared, never shown", "never", "its loss is said at once: everybody it belongs to gets a new one")),
        (DataClass.Sealed, ("sealed under the district's key, bound to its row; https", "as its row says: masked, whole for a reason that stands in the journal", "never", "answers are kept in no store; erased when its time is over")),
        (DataClass.Served, ("open in the database, which only the server's account reads; https", "as its row says, within the place of their post", "never; a tracking code in its own page's address alone", "answers are kept in no store")),
        (DataClass.Public, ("open", "everybody", "not in lines", "protected against change by the seal, not against reading")),
    ];

    /// <summary>The whole document.</summary>
    public static string Written()
    {
        var text = new StringBuilder()
            .Append("# What is held of people\n\nWritten by a test from `src/Countyworks.Server/Privacy/PersonalData.cs`; `COUNTYWORKS_WRITE_GOLDEN=1 ./test tests --filter The_declaration` writes it anew.\n")
            .Append("Another test plants marked data through every door and looks for it in all that is shown, sent, logged and kept.\n\n")
            .Append("| table | column | what | what for | where it may appear | kept | at rest | class |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var c in PersonalData.Columns.OrderBy(c => c.Table, StringComparer.Ordinal).ThenBy(c => c.Column, StringComparer.Ordinal))
        {
            text.Append($"| {c.Table} | {c.Column} | {c.What} | {c.Purpose} | {c.Appears} | {c.Kept} | {c.AtRest.ToString().ToLowerInvariant()} | {c.Class.ToString().ToLowerInvariant()} |\n");
        }

        text.Append("\n## Classes\n\n| class | columns | how it lies and travels | who reads it | in lines, traces, addresses, titles | what else |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var (name, guard) in Guards)
        {
            text.Append($"| {name.ToString().ToLowerInvariant()} | {PersonalData.Columns.Count(c => c.Class == name)} | {guard.Lies} | {guard.Read} | {guard.Told} | {guard.Else} |\n");
        }

        text.Append("\nColumns that are about no person (figures, rules, places, categories, dates) are public or served as their pages are. All classes: kept as the table says, changed only by commands that stand in the sealed ")
            .Append("journal, read by machines through the fields of [the list of operations](reference/fields.md) alone. A backup holds all of them and is encrypted; a copy for trying things out is made of the demo, never of a county.\n");
        text.Append("\n## Not held, or not there\n\n");
        foreach (var line in PersonalData.NotHeld)
        {
            text.Append($"- {line}\n");
        }

        return text.ToString();
    }
}
