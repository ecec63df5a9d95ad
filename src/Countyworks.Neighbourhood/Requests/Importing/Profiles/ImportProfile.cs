using Countyworks.Core.Matters;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>How to understand the files of one other system: data, so that a county adds one on a page (导入方案).</summary>
public sealed record ImportProfile
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 32;

    /// <summary>Between names of one column in <see cref="Columns"/>: the first that is filled counts.</summary>
    public const char Or = '|';

    /// <summary>Its name, and the source its requests are known by for ever: small letters, digits, dashes.</summary>
    public required string Name { get; init; }

    /// <summary>The columns of each field; several are put together in this order. A column may have other names, see <see cref="Or"/>.</summary>
    public required IReadOnlyDictionary<ImportField, IReadOnlyList<string>> Columns { get; init; }

    /// <summary>The columns by which a file is recognised without being told; none for those that are only ever named.</summary>
    public IReadOnlyList<string> RecognisedBy { get; init; } = [];

    /// <summary>The zone of its times (TZDB).</summary>
    public string Zone { get; init; } = "Asia/Shanghai";

    /// <summary>How its times are written (NodaTime patterns, of a day or of a day and time), tried in this order.</summary>
    public required IReadOnlyList<string> Times { get; init; }

    /// <summary>The words of its status column that mean it has ended. Empty: it has ended if it has a closing time.</summary>
    public IReadOnlyList<string> EndedWords { get; init; } = [];

    /// <summary>What the words of its result column mean.</summary>
    public IReadOnlyDictionary<string, CallBackResult> Results { get; init; } = new Dictionary<string, CallBackResult>();

    /// <summary>What the words of its rating column mean.</summary>
    public IReadOnlyDictionary<string, Rating> Ratings { get; init; } = new Dictionary<string, Rating>();

    /// <summary>What the words of its priority column mean; any other is normal.</summary>
    public IReadOnlyDictionary<string, Priority> Priorities { get; init; } = new Dictionary<string, Priority>();

    /// <summary>Whether its places are looked for in the county's own tree; otherwise all lie at the district, with the address as it is written.</summary>
    public bool HasOurPlaces { get; init; }

    /// <summary>Whether the same words about the same place under another number are the same need, told again.</summary>
    public bool MergesRepeats { get; init; }

    /// <summary>Whether a row without a time of receipt takes it from its number, or else from its closing time.</summary>
    public bool GuessesReceipt { get; init; }

    /// <summary>
    /// Ties it to the columns of a file. Refuses <c>columns_missing</c> (which): a number, a text, and a time of receipt are needed.
    /// </summary>
    public Outcome<BoundProfile> Bind(IReadOnlyList<string> header)
    {
        var places = Columns.ToDictionary(pair => pair.Key, pair => pair.Value.Select(names => Positions(names, header)).Where(p => p.Length > 0).ToArray());
        ImportField[] needed = GuessesReceipt ? [ImportField.Number, ImportField.Text] : [ImportField.Number, ImportField.ReceivedAt, ImportField.Text];
        var missing = needed.Where(field => places.GetValueOrDefault(field) is not { Length: > 0 }).ToList();
        return missing.Count == 0
            ? new BoundProfile(this, header, places)
            : new Refusal("columns_missing").With("columns", string.Join(", ", missing.Select(field => Columns.GetValueOrDefault(field)?.FirstOrDefault() ?? field.ToString())));
    }

    /// <summary>Whether the file of this header is one of its system's.</summary>
    public bool Recognises(IReadOnlyList<string> header) => RecognisedBy.Count > 0 && RecognisedBy.All(names => Positions(names, header).Length > 0);

    private static int[] Positions(string names, IReadOnlyList<string> header) =>
        [.. names.Split(Or).Select(Names.Plain).SelectMany(name => Enumerable.Range(0, header.Count).Where(i => Names.Plain(header[i]) == name).Take(1))];
}
