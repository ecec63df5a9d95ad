using System.Text;
using Countyworks.Core.Search;
using Countyworks.Data.Journal;
using Countyworks.Tests.Databases;
using CsCheck;

namespace Countyworks.Tests.Search;

public sealed class Searching
{
    private static readonly Guid Lamp = new("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Leak = new("00000000-0000-7000-8000-000000000002");
    private static readonly SearchScope Everywhere = new(["/"], Audience.Staff);

    [Theory, EveryEngine]
    public async Task Two_characters_in_the_middle_of_a_sentence_are_found(Engine engine)
    {
        await using var store = await TwoMatters(engine);

        Assert.Equal([Lamp], await Find(store, "路灯"));
        Assert.Equal([Lamp], await Find(store, "不亮"));
        Assert.Equal([Leak], await Find(store, "漏水"));
        Assert.Empty(await Find(store, "灯路"));
    }

    [Theory, EveryEngine]
    public async Task One_character_is_found_wherever_it_stands(Engine engine)
    {
        await using var store = await TwoMatters(engine);

        Assert.Equal([Lamp], await Find(store, "灯"));
        Assert.Equal([Lamp], await Find(store, "亮"));
    }

    [Theory, EveryEngine]
    public async Task Numbers_and_Latin_words_are_found_in_any_case_and_width(Engine engine)
    {
        await using var store = await TwoMatters(engine);

        Assert.Equal([Lamp], await Find(store, "诉-2026-000123"));
        Assert.Equal([Lamp], await Find(store, "000123"));
        Assert.Equal([Lamp], await Find(store, "ＬＥＤ"));
        Assert.Equal([Lamp], await Find(store, "led"));
    }

    [Theory, EveryEngine]
    public async Task All_words_must_be_there(Engine engine)
    {
        await using var store = await TwoMatters(engine);

        Assert.Equal([Lamp], await Find(store, "东湖苑 路灯"));
        Assert.Empty(await Find(store, "东湖苑 漏水"));
    }

    [Theory, EveryEngine]
    public async Task Only_what_lies_in_the_scope_is_found(Engine engine)
    {
        await using var store = await TwoMatters(engine);

        Assert.Equal([Lamp], await Find(store, "楼", new(["/east/"], Audience.Staff)));
        Assert.Equal([Lamp, Leak], (await Find(store, "楼", new(["/east/", "/west/"], Audience.Staff))).Order());
        Assert.Empty(await Find(store, "楼", new([], Audience.Staff)));
        Assert.Equal([Leak], await Find(store, "楼", new(["/"], Audience.Public)));
        Assert.Equal([Leak], await Find(store, "楼", Everywhere with { Kinds = ["repair"] }));
        Assert.Empty(await Find(store, "楼", Everywhere with { Kinds = [] }));
    }

    [Theory, EveryEngine]
    public async Task What_was_indexed_anew_is_found_by_its_new_words_alone(Engine engine)
    {
        await using var store = await TwoMatters(engine);
        await store.Do(change => change.Index(new Findable(Lamp, "request", "/east/", Audience.Staff, "井盖松动")));

        Assert.Empty(await Find(store, "路灯"));
        Assert.Equal([Lamp], await Find(store, "井盖"));

        await store.Do(change => change.Unindex(Lamp));
        Assert.Empty(await Find(store, "井盖"));
    }

    [Theory, EveryEngine]
    public async Task What_is_typed_is_never_taken_for_syntax(Engine engine)
    {
        await using var store = await TwoMatters(engine);

        foreach (var typed in new[] { "\"", "'", "路灯\" OR \"漏水", "路灯' | '漏水", "NEAR(", "terms:路灯*", "路灯:*", "()&|!<->", "\\", "\0", "\ud800", "%", "-- ; DROP TABLE", "" })
        {
            Assert.DoesNotContain(Leak, await Find(store, typed + "路灯"));
        }
    }

    [Theory, EveryEngine]
    public async Task Any_part_of_a_text_of_two_or_more_characters_is_found(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var character = Gen.OneOf(Gen.Char['一', '鿿'], Gen.Char['a', 'z'], Gen.Char['A', 'Z'], Gen.Char['0', '9'], Gen.Char['０', 'ｚ'], Gen.Const(' '), Gen.Const('，'), Gen.Const('-'), Gen.Const('\''), Gen.Const('"'));
        var cases = new List<(Guid Id, string Text, string Part)>();
        (from text in Gen.String[character, 2, 40]
         from start in Gen.Int[0, text.Length - 2]
         from length in Gen.Int[2, text.Length - start]
         select (text, text.Substring(start, length)))
            .Sample(c => cases.Add((Guid(cases.Count + 1), c.text, c.Item2)), iter: 300, threads: 1);
        await store.Do(change => cases.ForEach(c => change.Index(new Findable(c.Id, "request", "/", Audience.Public, c.Text))));

        foreach (var (id, text, part) in cases.Where(c => c.Part.EnumerateRunes().Any(Rune.IsLetterOrDigit)))
        {
            var found = await Find(store, part, limit: SearchIndex.HitLimit);
            Assert.True(found.Contains(id) || found.Count == SearchIndex.HitLimit, $"“{part}” of “{text}” was not found.");
        }
    }

    [Fact]
    public void Characters_that_stand_together_are_terms()
    {
        Assert.Equal(["路灯", "灯不", "不亮", "亮", "", "le", "ed", "d", ""], SearchTerms.OfText("路灯不亮", "LED"));
        Assert.Equal([["路灯", "灯不"], ["亮"]], SearchTerms.OfQuery("路灯不 亮"));
        Assert.Empty(SearchTerms.OfQuery(" -，"));
    }

    private static Guid Guid(int number) => new($"00000000-0000-7000-8000-{number:x12}");

    private static async Task<TestStore> TwoMatters(Engine engine)
    {
        var store = await TestStore.Fresh(engine);
        await store.Do(change =>
        {
            change.Index(new Findable(Lamp, "request", "/east/", Audience.Staff, "诉-2026-000123", "东湖苑三号楼前路灯不亮", "是LED灯"));
            change.Index(new Findable(Leak, "repair", "/west/", Audience.Public, "修-2026-000001", "福兴里三楼漏水"));
        });
        return store;
    }

    private static async Task<IReadOnlyList<Guid>> Find(TestStore store, string query, SearchScope? scope = null, int limit = 50)
    {
        await using var db = store.Database.Read();
        return await db.Search(query, scope ?? Everywhere, limit);
    }
}
