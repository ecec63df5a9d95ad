using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Files;

/// <summary>A file that was handed in, kept by its content.</summary>
public sealed class StoredFile
{
    /// <summary>Its identity.</summary>
    public required Id<StoredFile> Id { get; init; }

    /// <summary>SHA-256 of what is kept (after an image was made anew without its metadata); names it on disk.</summary>
    public required byte[] Sha256 { get; init; }

    /// <summary>What it is by its content, never by its name: image/jpeg, application/pdf …</summary>
    public required string MediaType { get; init; }

    /// <summary>In bytes.</summary>
    public required long Length { get; init; }

    /// <summary>As it was called where it came from; shown, never used as a path.</summary>
    public required string Name { get; init; }

    /// <summary>When it came.</summary>
    public required Instant At { get; init; }
}
