using Countyworks.Core.Modules;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Importing.Batches;

/// <summary>Uploaded files, kept below the district's directory until they are imported.</summary>
public sealed class BatchFiles(DataFolder folder)
{
    /// <summary>Keeps one.</summary>
    public async Task Keep(Id<ImportBatch> batch, byte[] bytes, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder.Below("imports"));
        await File.WriteAllBytesAsync(PathOf(batch), bytes, cancellation);
    }

    /// <summary>Reads one; refuses <c>file_gone</c> when it was imported already, or lies on another server.</summary>
    public async Task<Outcome<byte[]>> Read(Id<ImportBatch> batch, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(batch), cancellation);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Refusal("file_gone");
        }
    }

    /// <summary>Throws one away.</summary>
    public void Drop(Id<ImportBatch> batch) => File.Delete(PathOf(batch));

    private string PathOf(Id<ImportBatch> batch) => folder.Below("imports", batch.ToString());
}
