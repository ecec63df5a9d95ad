using Countyworks.Core.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countyworks.Tests.Files;

/// <summary>Scanners for tests.</summary>
internal static class Scanners
{
    /// <summary>Where there is none.</summary>
    public static readonly FileScanner None = At(null);

    /// <summary>One at an address of the settings.</summary>
    public static FileScanner At(string? address) => new(new FileLimits { Scanner = address }, NullLogger<FileScanner>.Instance);
}
