namespace Countyworks.Core.Files;

/// <summary>What may be handed in: the section <c>files</c> of the host's settings file.</summary>
public sealed record FileLimits
{
    /// <summary>How long a form with files may take: twenty megabytes over a village's line.</summary>
    public const int LongestUploadMs = 10 * 60 * 1000;

    /// <summary>
    /// Where a ClamAV daemon looks at what is handed in: <c>unix:/run/clamav/clamd.ctl</c> or <c>tcp:127.0.0.1:3310</c>; null where there is none. Where one is
    /// named and does not answer, no file is taken in.
    /// </summary>
    public string? Scanner { get; init; }

    /// <summary>The most bytes a file may have.</summary>
    public long FileBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>The most files with one form.</summary>
    public int FilesPerForm { get; init; } = 10;

    /// <summary>The most pixels of an image before it is made smaller: it is refused before they are unpacked, for a small file can hold very many.</summary>
    public long ImagePixels { get; init; } = 50_000_000;

    /// <summary>The most bytes of a form with files: its files and a megabyte of words.</summary>
    public long FormBytes => (FileBytes * FilesPerForm) + (1024 * 1024);
}
