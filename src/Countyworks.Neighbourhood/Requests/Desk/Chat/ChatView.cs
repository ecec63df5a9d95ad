using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Desk.Chat;

/// <summary>The page on which a chat is pasted.</summary>
/// <param name="Form">What was pasted.</param>
/// <param name="Candidates">The places that fit, where several do.</param>
/// <param name="Filed">What was filed from the paste before.</param>
public sealed record PasteView(Form Form, IReadOnlyList<Option> Candidates, IReadOnlyList<FiledBefore> Filed);

/// <summary>The page on which a pasted chat is sorted into requests.</summary>
/// <param name="Form">What is typed.</param>
/// <param name="Paste">The paste, carried along.</param>
/// <param name="Sheet">The messages and their requests.</param>
/// <param name="Requests">The requests to be filed, by number.</param>
/// <param name="Filed">Those filed already, when another was refused.</param>
/// <param name="Categories">The categories to choose from.</param>
/// <param name="Places">The places, for their names.</param>
public sealed record SheetView(
    Form Form, string Paste, ChatSheet Sheet, IReadOnlyList<ChatRequest> Requests, IReadOnlyList<(int Request, FiledBefore Filed)> Filed, IReadOnlyList<Option> Categories, PlaceTree Places)
{
    /// <summary>Whether the messages were given to other requests than those last looked at, so that nothing was filed yet.</summary>
    public bool IsRegrouped { get; init; }
}

/// <summary>One request as the sheet proposes it.</summary>
/// <param name="Number">Its number on the sheet.</param>
/// <param name="Candidates">The places that fit what was typed, where several do.</param>
/// <param name="Alike">Open requests it could join.</param>
/// <param name="Pictures">How many pictures the paste marks in it.</param>
public sealed record ChatRequest(int Number, IReadOnlyList<Option> Candidates, IReadOnlyList<Brief> Alike, int Pictures)
{
    /// <summary>What the names of its fields end in.</summary>
    public string Suffix => SuffixOf(Number);

    /// <summary>What the names of a request's fields end in.</summary>
    public static string SuffixOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_{number}");
}
