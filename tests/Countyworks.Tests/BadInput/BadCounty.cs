using System.Text.RegularExpressions;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Given;
using Countyworks.Tests.Requests.Open311;
using Countyworks.Ui;

namespace Countyworks.Tests.BadInput;

/// <summary>A county to send bad input to: categories, a key, a request of somebody, and people of every kind. One for all rows of a door.</summary>
public sealed partial class BadCounty : IAsyncLifetime
{
    private readonly Dictionary<Role, string> users = [];
    private readonly Dictionary<Language, Asking> askings = [];

    internal Site Site { get; private set; } = null!;

    /// <summary>A key of Open311.</summary>
    internal string Key { get; private set; } = "";

    /// <summary>A request that a stranger filed.</summary>
    internal Filed Filed { get; private set; } = null!;

    /// <summary>A place to report at.</summary>
    internal Place Community { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await Open311Sites.On();
        Key = await Site.Key(mostAnHour: 10_000);
        Filed = await Site.File();
        Community = Site.Read(db => db.Set<Place>().First(p => p.Name == "苏园路社区"));
        foreach (var role in new[] { Role.Dispatcher, Role.Administrator, Role.Handler })
        {
            users[role] = (await Site.Somebody(false, role)).UserName;
        }

        // Before the rows, since signing in is written down.
        foreach (var language in new[] { Language.Chinese, Language.English })
        {
            askings[language] = await Asking.As(this, language, users);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var asking in askings.Values)
        {
            asking.Dispose();
        }

        await Site.DisposeAsync();
    }

    /// <summary>Holds a row, in both languages: its status, its words, that nothing was written, and that nothing sent comes back as script.</summary>
    internal async Task Hold(BadCase row)
    {
        foreach (var language in new[] { Language.Chinese, Language.English })
        {
            var asking = askings[language];
            var before = Written();

            var told = await row.Send(asking);

            Assert.True(row.Status == told.Status, $"{told.Status} instead of {row.Status}: {Beginning(told.Words)}");
            Assert.True(row.Says is null || Says(told.Words, row.Says, language), $"does not say {row.Says} in {language.Tag()}: {Beginning(told.Words)}");
            Assert.True(told.IsHarmless, $"gives back script: {Beginning(told.Text)}");
            Assert.True(row.IsKept || before == Written(), "wrote something");
        }
    }

    /// <summary>What is in the store: facts, matters and their versions, files.</summary>
    internal (long Facts, int Matters, int Versions, int Files) Written() => Site.Read(db =>
        (db.Set<FactRow>().Max(f => f.Seq), db.Set<Matter>().Count(), db.Set<Matter>().Sum(m => m.Version), db.Set<StoredFile>().Count()));

    // A text says what stands between its placeholders.
    private bool Says(string words, string key, Language language)
    {
        var raw = Site.Get<Texts>().Raw(key, language) ?? throw new InvalidOperationException($"No text {key}.");
        var pieces = Placeholder().Split(raw).Select(Plain).Where(piece => piece.Length > 1).ToList();
        return pieces.TrueForAll(piece => Plain(words).Contains(piece, StringComparison.Ordinal));
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Beginning(string text) => text[..Math.Min(text.Length, 300)];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
