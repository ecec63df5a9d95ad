using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Ui;

namespace Countyworks.Tests.Matters;

public sealed class The_timeline
{
    [Theory, EveryEngine]
    public async Task Tells_staff_who_did_what_in_which_post(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = (await county.File()).Id;
        await county.Dispatch(id, county.Water.Id);
        await county.Move(id, RequestKind.Respond, "今天来修");

        var story = await Story(county, id, Audience.Staff);

        Assert.Equal(["反映", "派单给市政所，由供水公司会办", "联系了诉求人"], story.Select(e => e.What));
        Assert.Equal(["市政所 · 值班员", "市政所 · 调度员", "市政所 · 市政经办"], story.Select(e => e.Who));
        Assert.Equal("今天来修", story[^1].Text);
    }

    [Theory, EveryEngine]
    public async Task Names_only_units_to_the_requester(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = (await county.File()).Id;
        await county.Dispatch(id);
        await county.Move(id, RequestKind.Respond, "今天来修");
        await county.Move(id, RequestKind.Remark, "住户不在家");

        var story = await Story(county, id, Audience.Parties);

        Assert.All(story, e => Assert.Equal("市政所", e.Who));
        Assert.Equal("今天来修", story[^1].Text);
    }

    [Theory, EveryEngine]
    public async Task Keeps_words_from_the_public(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = (await county.File()).Id;
        await county.Dispatch(id);

        var story = await Story(county, id, Audience.Public);

        Assert.Equal("派单给市政所", Assert.Single(story).What);
        Assert.All(story, e => Assert.Null(e.Text));
    }

    [Fact]
    public async Task Speaks_the_readers_language()
    {
        await using var county = await County.On(Engine.Sqlite);
        var id = (await county.File()).Id;
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = Language.English.Culture();
            Assert.Equal("reported it", (await Story(county, id, Audience.Staff))[0].What);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Has_a_word_for_every_stage_move_mark_and_reason_of_every_kind()
    {
        foreach (var kind in CountyHost.Modules.SelectMany(m => m.Kinds))
        {
            var keys = kind.Stages.Select(s => $"stage.{s.Name}")
                .Concat(kind.Moves.Select(m => $"move.{m.Name}"))
                .Concat(kind.Moves.Where(m => m.IsPlain).Select(m => $"moved.{m.Name}"))
                .Concat(kind.Clock.Marks.Select(m => $"mark.{m.Name}"))
                .Concat(kind.Clock.PauseReasons.Select(r => MatterTexts.ReasonKey(AskKind.Pause, r.Code)))
                .Append($"kind.{kind.Name}");
            Assert.All(keys, key => Assert.True(Words.Has(Words.KeyFor(kind, key)), $"{kind.Name}: {key}"));
        }
    }

    private static Texts Words { get; } = new(
        [.. UiServices.OwnTexts, .. CountyHost.Modules.SelectMany(m => m.TextSources).Select(s => new TextSource(s.Assembly, s.BaseName))]);

    private static async Task<IReadOnlyList<StoryEntry>> Story(County county, Kernel.Id<Matter> id, Audience reader)
    {
        var timeline = new TimelineReader(
            new FactKinds(CountyHost.Parts),
            CountyHost.Modules.SelectMany(m => m.Tales),
            new Cached<PostDirectory>(county.Database, county.Clock, PostDirectory.Read),
            Words);
        await using var db = county.Database.Read();
        return await timeline.Read(db, id, RequestKind.Kind, reader);
    }
}
