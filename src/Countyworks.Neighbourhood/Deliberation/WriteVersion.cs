using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>Writes a version of a proposal. Those before stay as they are; a disclosure of an earlier version is worth nothing for this one.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Title">The question in one line, answered by yes or no.</param>
/// <param name="Item">The item of art. 278 (1) it falls under.</param>
/// <param name="Part">Which common part it touches.</param>
/// <param name="Text">The proposal.</param>
/// <param name="Lines">What it costs.</param>
public sealed record WriteVersion(Id<Matter> Which, string Title, int Item, string Part, string Text, IReadOnlyList<CostLine> Lines)
{
    /// <summary>The most characters of a text, of the part, of a line of the budget, of the reason.</summary>
    public const int TextLimit = 8000, PartLimit = 200, LineLimit = 60, WhyLimit = 500;

    /// <summary>The most a line of a budget costs: more than any county has, and few enough that a budget adds up.</summary>
    public static readonly Money MostCost = Money.FromFen(100_000_000_000_000);

    /// <summary>The most lines of a budget, drawings of a version, versions of a proposal.</summary>
    public const int MostLines = 30, MostDrawings = 10, MostVersions = 50;

    /// <summary>What changed and why; asked for from the second version on.</summary>
    public string Why { get; init; } = "";

    /// <summary>Drawings that come with it, kept before.</summary>
    public IReadOnlyList<FileContent> Drawings { get; init; } = [];

    /// <summary>Drawings of the version before that stay.</summary>
    public IReadOnlyList<Id<StoredFile>> Kept { get; init; } = [];

    /// <summary>The latest version the writer saw: another's, written meanwhile, is not passed over. Null asks for nothing.</summary>
    public int? After { get; init; }

    /// <summary>
    /// Writes it. Refuses, in this order: <c>not_found</c>, <c>wrong_stage</c>, <c>forbidden</c>, <c>changed_meanwhile</c>, what <see cref="VoteRule.OfOwners"/> refuses,
    /// <c>missing</c> and <c>too_long</c> (title, part, text, why), <c>too_many_lines</c>, <c>cost_invalid</c>, <c>too_many_files</c>, <c>too_many_versions</c>, <c>version_same</c>.
    /// </summary>
    public Outcome<int> In(Change change, Caller caller, MatterRules rules) => ProposalCase.Read(change, Which, rules).Then(found =>
    {
        var number = found.Proposal.Latest + 1;
        return ProposalKind.WritingIn(found.Stage) is not { } move ? found.WrongStage
            : found.May(caller, move).Refusal is { } mayNot ? mayNot
            : After is { } seen && seen != found.Proposal.Latest ? Refusal.Changed
            : WhyNot(number) is { } refusal ? refusal
            : Write(change, found, number, move, caller, rules);
    });

    private Refusal? WhyNot(int number) =>
        VoteRule.OfOwners(Item).Refusal is { } unknown ? unknown
        : (Lacking("title", Title, NewMatter.TitleLimit) ?? Lacking("part", Part, PartLimit) ?? Lacking("text", Text, TextLimit) ?? (number > 1 ? Lacking("why", Why, WhyLimit) : null)) is { } wrong ? wrong
        : Lines.Count > MostLines ? new Refusal("too_many_lines", "lines").With("limit", MostLines)
        : Lines.Any(l => l.Name.Length is 0 or > LineLimit || l.Amount.IsNegative || l.Amount > MostCost || !Enum.IsDefined(l.Source)) ? new Refusal("cost_invalid", "lines").With("limit", LineLimit)
        : Drawings.Count + Kept.Count > MostDrawings ? new Refusal("too_many_files", "files").With("limit", MostDrawings)
        : number > MostVersions ? new Refusal("too_many_versions") { Kind = RefusalKind.Conflict }.With("limit", MostVersions)
        : null;

    private static Refusal? Lacking(string field, string value, int limit) =>
        value.Length == 0 ? Refusal.Missing(field) : value.Length > limit ? Refusal.TooLong(field, limit) : null;

    private Outcome<int> Write(Change change, ProposalCase found, int number, string move, Caller caller, MatterRules rules)
    {
        var (id, matter) = (found.Matter.Id, found.Matter);
        var before = found.Text(change.Db, number - 1);
        var kept = change.Db.Set<ProposalFile>().Where(f => f.ProposalId == id && f.Number == number - 1).OrderBy(f => f.Ordinal).ToList().FindAll(f => Kept.Contains(f.FileId));
        List<Drawing> drawings = [.. kept.Select(f => new Drawing(f.Name, f.Sha256)), .. Drawings.Select(f => new Drawing(f.Name, f.Sha256))];
        var text = new VersionText(matter.Number, number, Title, Item, matter.PlacePath, Part, Lines, drawings, Text);
        if (before is not null && (before with { Number = number, Lines = text.Lines, Drawings = text.Drawings }) == text && Comparison.Of(before, text).IsSame)
        {
            return new Refusal("version_same") { Kind = RefusalKind.Conflict };
        }

        change.Add(new ProposalVersion { ProposalId = id, Number = number, Title = Title, Item = Item, Part = Part, Text = Text, Why = Why, Hash = text.Hash, AuthorId = caller.Person!.Id, At = change.Now });
        foreach (var (i, line) in Lines.Index())
        {
            change.Add(new BudgetLine { ProposalId = id, Number = number, Ordinal = i + 1, Name = line.Name, Fen = line.Amount.Fen, Source = line.Source, IsYearly = line.IsYearly });
        }

        var files = kept.Select(f => (f.FileId, f.Name, f.MediaType, f.Sha256)).Concat(Drawings.Select(f => (new KeepFile(f).In(change).Value, f.Name, f.Type.MediaType, f.Sha256)));
        foreach (var (i, (file, name, mediaType, sha256)) in files.Index())
        {
            change.Add(new ProposalFile { ProposalId = id, Number = number, Ordinal = i + 1, FileId = file, Name = name, MediaType = mediaType, Sha256 = sha256 });
        }

        found.Proposal.Latest = number;
        change.Put(found.Proposal);
        matter.Title = Title;
        found.Make(change, move, rules);
        change.Record(new VersionWritten(number, Convert.ToHexStringLower(text.Hash)), id.Value, Audience.Public);
        return number;
    }
}
