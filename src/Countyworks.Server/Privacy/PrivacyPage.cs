using System.Text;

namespace Countyworks.Server.Privacy;

/// <summary>Writes <c>docs/privacy.md</c> from <see cref="PersonalData"/>.</summary>
public static class PrivacyPage
{
    /// <summary>The whole document.</summary>
    public static string Written()
    {
        var text = new StringBuilder()
            .Append("# What is held of people\n\nWritten by a test from `src/Countyworks.Server/Privacy/PersonalData.cs`; `COUNTYWORKS_WRITE_GOLDEN=1 ./test tests --filter The_declaration` writes it anew.\n")
            .Append("Another test plants marked data through every door and looks for it in all that is shown, sent, logged and kept.\n\n")
            .Append("| table | column | what | what for | where it may appear | kept | at rest |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var c in PersonalData.Columns.OrderBy(c => c.Table, StringComparer.Ordinal).ThenBy(c => c.Column, StringComparer.Ordinal))
        {
            text.Append($"| {c.Table} | {c.Column} | {c.What} | {c.Purpose} | {c.Appears} | {c.Kept} | {c.AtRest.ToString().ToLowerInvariant()} |\n");
        }

        text.Append("\n## Not held, or not there\n\n");
        foreach (var line in PersonalData.NotHeld)
        {
            text.Append($"- {line}\n");
        }

        return text.ToString();
    }
}
