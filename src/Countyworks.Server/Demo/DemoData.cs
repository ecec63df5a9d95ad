using System.Globalization;
using Countyworks.Core.Matters.Templates;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.Deliberation;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Countyworks.Ui;
using NodaTime.Text;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>What the demo district is made of: the places are real, the people and their words are invented (data/demo).</summary>
internal static class DemoData
{
    public static IReadOnlyList<Neighbourhood> Neighbourhoods { get; } =
        [.. ShippedData.Rows("demo", "neighbourhoods.csv").Select(r => new Neighbourhood(r[0], r[1], Whole(r[2]), (Degrees(r[3]), Degrees(r[4]))))];

    public static IReadOnlyList<(string Code, (double Latitude, double Longitude) Position)> StreetPositions { get; } =
        [.. ShippedData.Rows("demo", "street-positions.csv").Select(r => (r[0], (Degrees(r[1]), Degrees(r[2]))))];

    public static IReadOnlyList<Unit> Units { get; } =
        [.. ShippedData.Rows("demo", "organisations.csv").Select(r => new Unit(r[0], r[1], Enum.Parse<OrganisationKind>(r[2], ignoreCase: true), r[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    public static IReadOnlyList<Staff> People { get; } =
        [.. ShippedData.Rows("demo", "people.csv").Select(r => new Staff(r[0], r[1], Enum.Parse<Role>(r[2]), r[3], r[4], r[5]))];

    public static IReadOnlyList<Complaint> Complaints { get; } =
        [.. ShippedData.Rows("demo", "requests.csv").Select(r => new Complaint(r[0], r[1], r[2]))];

    public static IReadOnlyList<Route> Routes { get; } =
        [.. ShippedData.Rows("demo", "routing.csv").Select(r => new Route(r[0], r[1], r[2], r[3]))];

    public static IReadOnlyList<Roster> Rosters { get; } =
        [.. ShippedData.Rows("demo", "roster.csv").Select(r => new Roster(r[0], r[1], r[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    public static IReadOnlyList<OwnersVote> Votes { get; } =
        [.. ShippedData.Rows("demo", "votes.csv").Select(r => new OwnersVote(Whole(r[0]), Whole(r[1]), Whole(r[2]), Whole(r[3]), Whole(r[4]), Whole(r[5]), r[6]))];

    public static IReadOnlyList<Deliberated> Proposals { get; } =
        [.. ShippedData.Rows("demo", "proposals.csv").Select(r => new Deliberated(r[0], r[1], r[2].Length == 0 ? 0 : Whole(r[2]), r[3].Length == 0 ? 0 : Whole(r[3]), r[4], r[5], r[6], Paragraphs(r[7]), Paragraphs(r[8]), r[9], r[10], r[11]))];

    public static IReadOnlyList<Cost> Costs { get; } =
        [.. ShippedData.Rows("demo", "proposal-costs.csv").Select(r => new Cost(r[0], new CostLine(r[1], Money.Parse(r[2]).Value, EnumNames<MoneySource>.Parse(r[3])!.Value, r[4] == "yearly"), [.. r[5].Select(number => number - '0')]))];

    public static IReadOnlyList<Utterance> Talk { get; } =
        [.. ShippedData.Rows("demo", "proposal-talk.csv").Select(r => new Utterance(r[0], EnumNames<ContributionKind>.Parse(r[1])!.Value, Whole(r[2]), r[3], r[4], r[5]))];

    public static IReadOnlyDictionary<string, string> LedgerNames { get; } = ShippedData.Rows("demo", "ledger-names.csv").ToDictionary(r => r[0], r => r[1]);

    public static IReadOnlyList<FundVote> FundVotes { get; } =
        [.. ShippedData.Rows("demo", "fund-votes.csv").Select(r => new FundVote(LocalDatePattern.Iso.Parse(r[0]).Value, Whole(r[1]), Whole(r[2]), Whole(r[3]), r[4], r[5]))];

    public static IReadOnlyList<(string User, string Name, Role? Role, string Title)> FundPeople { get; } =
        [.. ShippedData.Rows("demo", "fund-people.csv").Select(r => (r[0], r[1], Enum.TryParse<Role>(r[2], out var role) ? role : (Role?)null, r[3]))];

    public static IReadOnlyList<FundExpense> FundExpenses { get; } =
        [.. ShippedData.Rows("demo", "fund-expenses.csv").Select(r => new FundExpense(Enum.Parse<Purpose>(r[0]), r[1].Length > 0 ? Enum.Parse<IncomeKind>(r[1]) : null, Money.Parse(r[2]).Value, r[3], r[4]))];

    public static IReadOnlyList<FundIncome> FundIncomes { get; } =
        [.. ShippedData.Rows("demo", "fund-income.csv").Select(r => new FundIncome(Enum.Parse<IncomeKind>(r[0]), Money.Parse(r[1]).Value, r[2]))];

    public static IReadOnlyList<KeepArticle> Articles { get; } =
        [.. ShippedData.Rows("demo", "articles.csv").Select(r => new KeepArticle(null, r[0], r[1], r[2], r[3]))];

    public static IReadOnlyList<KeepTemplate> Templates { get; } =
        [.. ShippedData.Rows("demo", "templates.csv").Select(r => new KeepTemplate(null, r[0], r[1], null, r[2], r[3]))];

    public static IReadOnlyList<string> Surnames { get; } = Lines("surnames.txt");

    public static IReadOnlyList<string> GivenNames { get; } = Lines("given-names.txt");

    /// <summary>The words of the village company, by key.</summary>
    public static IReadOnlyDictionary<string, string> Village { get; } = ShippedData.Rows("demo", "village.csv").ToDictionary(r => r[0], r => string.Join(',', r[1..]));

    private static readonly Dictionary<string, string> Patterns = ShippedData.Rows("demo", "names.csv").ToDictionary(r => r[0], r => r[1]);

    private static readonly Dictionary<string, string> FundWords = ShippedData.Rows("demo", "fund-words.csv").ToDictionary(r => r[0], r => r[1]);

    private static readonly ILookup<string, string> Remarks = ShippedData.Rows("demo", "remarks.csv").ToLookup(r => r[0], r => r[1]);

    /// <summary>A name made by a pattern: a building by its number, an office by its street.</summary>
    public static string Name(string pattern, object of) => string.Format(CultureInfo.InvariantCulture, Patterns[pattern], of);

    /// <summary>A name in the story of the community fund.</summary>
    public static string FundWord(string key) => FundWords[key];

    /// <summary>What somebody says on an occasion.</summary>
    public static string Remark(string occasion, Random random) => Remarks[occasion].ElementAt(random.Next(Remarks[occasion].Count()));

    private static string[] Lines(string file) => File.ReadAllLines(ShippedData.Path("demo", file));

    // A cell is one line; where its text has several, a pilcrow stands between them.
    private static string Paragraphs(string cell) => cell.Replace('\u00b6', '\n');

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    internal sealed record Neighbourhood(string Community, string Name, int Buildings, (double Latitude, double Longitude) Position);

    internal sealed record Unit(string Code, string Name, OrganisationKind Kind, IReadOnlyList<string> Categories);

    internal sealed record Staff(string User, string Name, Role Role, string Title, string Unit, string Place);

    internal sealed record Route(string Category, string Place, string Unit, string Note);

    internal sealed record Roster(string Neighbourhood, string Phone, IReadOnlyList<string> Users);

    internal sealed record OwnersVote(int Item, int AnnouncedDaysAgo, int OpenDays, int Taking, int Yes, int No, string Question);

    internal sealed record Deliberated(
        string Question, string Stage, int Item, int DaysAgo, string TopicTitle, string Topic, string Part, string First, string Second, string Why, string Expert, string Field);

    internal sealed record Cost(string Question, CostLine Line, IReadOnlyList<int> Versions);

    internal sealed record Utterance(string Question, ContributionKind Kind, int Owner, string Fate, string Text, string Answer);

    internal sealed record FundVote(LocalDate Opens, int Taking, int Yes, int No, string Question, string Document);

    internal sealed record FundExpense(Purpose Purpose, IncomeKind? CostOf, Money Sum, string Vendor, string What);

    internal sealed record FundIncome(IncomeKind Kind, Money Sum, string What);

    internal sealed record Complaint(string Category, string Text, string Answer);
}
