using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Files;

/// <summary>Makes a content that was taken in a file of the district.</summary>
/// <param name="Content">From <see cref="FileIntake"/>.</param>
public sealed record KeepFile(FileContent Content)
{
    /// <summary>Writes its row; refuses nothing. Who may see it is decided by what it is then hung on.</summary>
    public Outcome<Id<StoredFile>> In(Change change)
    {
        var file = new StoredFile
        {
            Id = change.NewId<StoredFile>(),
            Sha256 = Content.Sha256,
            MediaType = Content.Type.MediaType,
            Length = Content.Length,
            Name = Content.Name,
            At = change.Now,
        };
        change.Add(file);
        return file.Id;
    }
}
