using Countyworks.Core.Files;
using Countyworks.Core.People;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.OwnData;

/// <summary>What one module holds about a person: shown to them, taken away by them, erased as they wish.</summary>
public interface IOwnData
{
    /// <summary>Reads all of it.</summary>
    Task<IReadOnlyList<OwnSection>> Read(DistrictDb db, Person person, CancellationToken cancellation);

    /// <summary>Erases what may be erased, inside the change that ends the account.</summary>
    void Erase(Change change, Id<Person> person);

    /// <summary>What <see cref="Erase"/> would do, each as the key of a text and how many it concerns.</summary>
    Task<IReadOnlyList<(string Text, int Count)>> Foresee(DistrictDb db, Id<Person> person, CancellationToken cancellation);
}

/// <summary>A part of what is held about a person.</summary>
/// <param name="Name">Snake_case; its title is the text <c>my_data.{name}</c>.</param>
/// <param name="Rows">Each a list of fields; the label of one is the text <c>my_data.{field}</c>.</param>
public sealed record OwnSection(string Name, IReadOnlyList<IReadOnlyList<OwnField>> Rows)
{
    /// <summary>Files that belong to it.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];
}

/// <summary>One thing that is held.</summary>
/// <param name="Name">Snake_case.</param>
/// <param name="Value">As a person and a program can read it; null where nothing is known.</param>
public sealed record OwnField(string Name, string? Value);
