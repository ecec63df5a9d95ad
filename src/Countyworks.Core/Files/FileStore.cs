using System.Security.Cryptography;
using Countyworks.Core.Modules;

namespace Countyworks.Core.Files;

/// <summary>
/// Contents by their SHA-256 under <c>files/ab/cdef…</c>: the same content is kept once, and a path never comes from outside.
/// Thumbnails lie beside them under the content they show.
/// </summary>
public sealed class FileStore(DataFolder data)
{
    /// <summary>The path of a content.</summary>
    public string PathOf(ReadOnlySpan<byte> sha256) => Below("files", sha256);

    /// <summary>The path of the thumbnail of an image; whether it is there is another question.</summary>
    public string ThumbnailOf(ReadOnlySpan<byte> sha256) => Below("thumbnails", sha256);

    /// <summary>
    /// Takes a content in, in pieces, to where nobody looks for it yet; null when it is longer than <paramref name="limit"/> bytes.
    /// Whoever disposes of it before it is kept throws it away.
    /// </summary>
    internal async Task<Incoming?> Receive(Stream content, long limit, CancellationToken cancellation)
    {
        Directory.CreateDirectory(data.Below("incoming"));
        var incoming = new Incoming(data.Below("incoming", Path.GetRandomFileName()));
        try
        {
            if (await incoming.Fill(content, limit, cancellation))
            {
                return incoming;
            }

            await incoming.DisposeAsync();
            return null;
        }
        catch
        {
            await incoming.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps what was received: on disk before it is known by its name.</summary>
    internal void Keep(Incoming incoming) => incoming.MoveTo(PathOf(incoming.Sha256));

    /// <summary>Keeps a thumbnail of a content.</summary>
    internal void KeepThumbnail(Incoming thumbnail, ReadOnlySpan<byte> sha256) => thumbnail.MoveTo(ThumbnailOf(sha256));

    private string Below(string folder, ReadOnlySpan<byte> sha256)
    {
        var name = Convert.ToHexStringLower(sha256);
        return data.Below(folder, name[..2], name[2..]);
    }
}

/// <summary>A content received and not yet kept.</summary>
internal sealed class Incoming(string path) : IAsyncDisposable
{
    private readonly FileStream file = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous });

    /// <summary>The content; seekable.</summary>
    public Stream Content => file;

    /// <summary>Its SHA-256.</summary>
    public byte[] Sha256 { get; private set; } = [];

    /// <summary>Copies the content in; false when it is too long.</summary>
    public async Task<bool> Fill(Stream content, long limit, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        while (await content.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (file.Length + read > limit)
            {
                return false;
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        Sha256 = hash.GetHashAndReset();
        return true;
    }

    /// <summary>Names it by what it is now.</summary>
    public async Task HashAgain(CancellationToken cancellation)
    {
        file.Position = 0;
        Sha256 = await SHA256.HashDataAsync(file, cancellation);
    }

    public void MoveTo(string target)
    {
        file.Flush(flushToDisk: true);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(path, target, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        File.Delete(path);
    }
}
