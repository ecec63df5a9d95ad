using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Countyworks.Core.Files;
using Countyworks.Data;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.DataProtection;

namespace Countyworks.Neighbourhood.Requests.Pages;

/// <summary>
/// Files that came with a form which is shown again: they are on disk already, and the form carries them sealed, so that nobody can
/// slip in the content of somebody else's. They become files of the district with the form's command, or never.
/// </summary>
public sealed class KeptFiles(IDataProtectionProvider protection)
{
    /// <summary>For how long a form may be left open.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("kept files").ToTimeLimitedDataProtector();

    /// <summary>The names of the input, of the field that carries, and of the boxes that drop one: <c>drop_0</c> …</summary>
    public const string Input = "files", Field = "kept", Drop = "drop_";

    /// <summary>What the form carries.</summary>
    public string Seal(IReadOnlyList<FileContent> files) =>
        files.Count == 0 ? "" : seal.Protect(JsonSerializer.Serialize(files.Select(f => new Sealed(f.Name, f.Type.MediaType, f.Sha256, f.Length)), Json.Options), Lasting);

    /// <summary>What it carried; nothing when the seal is broken or too old.</summary>
    public IReadOnlyList<FileContent> Open(string carried)
    {
        if (carried.Length == 0)
        {
            return [];
        }

        try
        {
            var files = JsonSerializer.Deserialize<List<Sealed>>(seal.Unprotect(carried), Json.Options)!;
            return [.. files.Select(f => new FileContent(f.Name, FileType.Of(f.MediaType)!, f.Sha256, f.Length))];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    /// <summary>
    /// What a form carried, without those whose box to drop was ticked, and what came with it now; with what was wrong with the latter:
    /// <c>too_many_files</c>, and what <see cref="FileIntake.Take"/> refuses.
    /// </summary>
    public async Task<(IReadOnlyList<FileContent> Files, Refusal? Refused)> Take(
        Form posted, int most, FileIntake intake, FileLimits limits, CancellationToken cancellation)
    {
        var before = Open(posted.Value(Field)).Where((_, index) => !posted.Flag(string.Create(CultureInfo.InvariantCulture, $"{Drop}{index}"))).ToList();
        var chosen = posted.Files(Input, most - before.Count, limits.FileBytes);
        if (posted.ErrorOf(Input) is { } wrong)
        {
            return (before, wrong);
        }

        var outcome = await intake.TakeAll(chosen, Input, cancellation);
        return outcome.IsDone(out var taken, out var refused) ? ([.. before, .. taken], null) : (before, refused);
    }

    private sealed record Sealed(string Name, string MediaType, byte[] Sha256, long Length);
}
