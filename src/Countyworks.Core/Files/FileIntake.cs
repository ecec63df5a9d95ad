using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.Files;

/// <summary>A content that is safely on disk; a command makes it a file of the district with <see cref="KeepFile"/>.</summary>
/// <param name="Name">As it was called, with the ending of what it is now.</param>
/// <param name="Type">What it is.</param>
/// <param name="Sha256">Names it on disk.</param>
/// <param name="Length">In bytes.</param>
public sealed record FileContent(string Name, FileType Type, byte[] Sha256, long Length);

/// <summary>Takes in what people hand in, before the command that needs it: checks it, makes images anew, puts it on disk.</summary>
public sealed class FileIntake(FileStore store, FileLimits limits, FileScanner scanner) : IDisposable
{
    /// <summary>Characters of a name that are kept.</summary>
    public const int NameLimit = 100;

    // An image unpacked takes up to four bytes a pixel: one at a time.
    private readonly SemaphoreSlim oneImage = new(1);

    /// <summary>
    /// Takes one file. Refuses, in this order: <c>file_too_large</c>, <c>file_empty</c>, <c>image_heic</c>, <c>file_kind_unknown</c>,
    /// <c>file_infected</c>, <c>scanner_away</c>, <c>image_broken</c>, <c>image_too_large</c>, <c>video_broken</c>, <c>video_carries_data</c>; each names the file.
    /// </summary>
    /// <param name="name">As the file was called.</param>
    /// <param name="content">Read once, in pieces.</param>
    /// <param name="cancellation">Stops; nothing is kept.</param>
    public async Task<Outcome<FileContent>> Take(string name, Stream content, CancellationToken cancellation = default)
    {
        var outcome = await Judge(Plain(name), content, cancellation);
        return outcome.IsDone(out var kept, out var refusal) ? kept : refusal.With("name", Plain(name));
    }

    /// <summary>Takes the files of a form, as <see cref="Take"/> does. Refuses first: <c>too_many_files</c>.</summary>
    /// <param name="files">May be empty; an input left empty does not count.</param>
    /// <param name="field">The name of the input, for refusals.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Outcome<IReadOnlyList<FileContent>>> TakeAll(IEnumerable<IFormFile> files, string field, CancellationToken cancellation = default)
    {
        var given = files.Where(f => f.FileName.Length > 0).ToList();
        if (given.Count > limits.FilesPerForm)
        {
            return new Refusal("too_many_files", field).With("limit", limits.FilesPerForm);
        }

        var (taken, refused) = (new List<FileContent>(), new List<Refusal>());
        foreach (var file in given)
        {
            await using var content = file.OpenReadStream();
            if ((await Take(file.FileName, content, cancellation)).IsDone(out var kept, out var refusal))
            {
                taken.Add(kept);
            }
            else
            {
                refused.Add(refusal with { Field = field });
            }
        }

        return Refusal.Join(refused) is { } all ? all : taken;
    }

    /// <inheritdoc/>
    public void Dispose() => oneImage.Dispose();

    private async Task<Outcome<FileContent>> Judge(string name, Stream content, CancellationToken cancellation)
    {
        await using var incoming = await store.Receive(content, limits.FileBytes, cancellation);
        if (incoming is null)
        {
            return new Refusal("file_too_large").With("megabytes", limits.FileBytes / (1024 * 1024));
        }

        if (incoming.Content.Length == 0)
        {
            return new Refusal("file_empty");
        }

        var type = FileType.Of(incoming.Content, name);
        if (type is null || type == FileType.Heic)
        {
            return new Refusal(type is null ? "file_kind_unknown" : "image_heic");
        }

        // Before anything of ours takes it apart.
        if ((await scanner.Look(incoming.Content, cancellation)).Refusal is { } seen)
        {
            return seen;
        }

        if (type.IsImage)
        {
            return await KeepImage(name, incoming, type, cancellation);
        }

        if (type == FileType.Mp4)
        {
            if (VideoCleaner.Clean(incoming.Content).Refusal is { } carries)
            {
                return carries;
            }

            await incoming.HashAgain(cancellation);
        }

        store.Keep(incoming);
        return new FileContent(Ending(name, type), type, incoming.Sha256, incoming.Content.Length);
    }

    private async Task<Outcome<FileContent>> KeepImage(string name, Incoming incoming, FileType type, CancellationToken cancellation)
    {
        Outcome<ImageRemaker.Remade> remade;
        await oneImage.WaitAsync(cancellation);
        try
        {
            remade = ImageRemaker.Remake(incoming.Content, type, limits.ImagePixels);
        }
        finally
        {
            oneImage.Release();
        }

        if (!remade.IsDone(out var image, out var refusal))
        {
            return refusal;
        }

        await using var whole = await Receive(image.Bytes, cancellation);
        await using var thumbnail = await Receive(image.Thumbnail, cancellation);
        store.KeepThumbnail(thumbnail, whole.Sha256);
        store.Keep(whole);
        return new FileContent(Ending(name, image.Type), image.Type, whole.Sha256, image.Bytes.Length);
    }

    private async Task<Incoming> Receive(byte[] bytes, CancellationToken cancellation) =>
        (await store.Receive(new MemoryStream(bytes), bytes.Length, cancellation))!;

    // The last part of whatever path a browser sent, without what no file system takes.
    private static string Plain(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(c => !char.IsControl(c) && !"\"<>|:*?".Contains(c, StringComparison.Ordinal))).Trim(' ', '.');
        return plain.Length <= NameLimit ? plain : plain[^NameLimit..];
    }

    private static string Ending(string name, FileType type) =>
        name.EndsWith(type.Extension, StringComparison.OrdinalIgnoreCase) ? name : Path.GetFileNameWithoutExtension(name) + type.Extension;
}
