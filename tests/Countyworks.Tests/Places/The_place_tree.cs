using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Places;

public sealed class The_place_tree
{
    private const string Suxian = "431003";

    [Theory, EveryEngine]
    public async Task Has_the_fourteen_streets_and_towns_and_185_villages_and_communities(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);

        var added = await store.Do(change => LoadDivisions.Shipped(Suxian).Then(load => load.In(change)));

        var tree = store.Read(PlaceTree.Read);
        Assert.Equal(200, added);
        Assert.Equal(14, tree.ChildrenOf(tree.District!.Id).Count());
        Assert.Equal(185, tree.Within(tree.District.Path).Count(p => p.Level == PlaceLevel.Community));
        Assert.Equal("431003/001/001/", tree.WithCode("431003001001")!.Path);
        Assert.Equal("苏仙岭街道 苏园路社区", tree.FullName(tree.WithCode("431003001001")!));
    }

    [Theory, EveryEngine]
    public async Task Loaded_again_gains_only_what_is_new(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => LoadDivisions.Shipped(Suxian).Then(load => load.In(change)));

        Assert.Equal(0, await store.Do(change => LoadDivisions.Shipped(Suxian).Then(load => load.In(change))));
        Assert.Equal(1, await store.Do(change => new LoadDivisions("苏仙区", [new("431003001099", "新社区")]).In(change)));
    }

    [Fact]
    public void Is_not_made_of_another_districts_divisions()
    {
        Assert.Equal("divisions_not_shipped", LoadDivisions.Shipped("431002").Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Takes_a_neighbourhood_below_a_community_and_a_building_below_that(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => LoadDivisions.Shipped(Suxian).Then(load => load.In(change)));
        var community = store.Read(PlaceTree.Read).WithCode("431003001001")!;

        var garden = await store.Do(change => new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator));
        var building = await store.Do(change => new AddPlace(garden.Id, PlaceLevel.Building, "3栋").In(change, Caller.Operator));

        var tree = store.Read(PlaceTree.Read);
        Assert.Equal("431003/001/001/0001/0001/", building.Path);
        Assert.Equal("苏仙岭街道 苏园路社区 东湖苑 3栋", tree.FullName(building.Id));
        Assert.Equal(["东湖苑", "3栋"], tree.Within(garden.Path).Select(p => p.Name));
        Assert.Equal(garden.Id, tree.AtPath(garden.Path)?.Id);
    }

    [Theory]
    [InlineData("431003001001", PlaceLevel.Community, "新村", "place_level_wrong")]
    [InlineData("431003001", PlaceLevel.Neighbourhood, "东湖苑", "place_level_wrong")]
    [InlineData("431003001001", PlaceLevel.Neighbourhood, " ", "missing")]
    [InlineData("431003001001", PlaceLevel.Neighbourhood, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "too_long")]
    public async Task Refuses_a_place_that_fits_nowhere(string parent, PlaceLevel level, string name, string code)
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        await store.Do(change => LoadDivisions.Shipped(Suxian).Then(load => load.In(change)));
        var place = store.Read(PlaceTree.Read).WithCode(parent)!;

        var refusal = await store.Refused(change => new AddPlace(place.Id, level, name).In(change, Caller.Operator));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task Refuses_the_same_name_twice_in_one_place()
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        await store.Do(change => LoadDivisions.Shipped(Suxian).Then(load => load.In(change)));
        var community = store.Read(PlaceTree.Read).WithCode("431003001001")!;
        await store.Do(change => new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator));

        var refusal = await store.Refused(change => new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑 ").In(change, Caller.Operator));

        Assert.Equal(("name_taken", RefusalKind.Conflict), (refusal.Code, refusal.Kind));
    }

    [Fact]
    public async Task Is_nobodys_to_change_who_does_not_administer_the_place()
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        await store.Do(change => LoadDivisions.Shipped(Suxian).Then(load => load.In(change)));
        var community = store.Read(db => db.Set<Place>().First(p => p.Code == "431003001001"));

        Assert.Equal(Refusal.Forbidden, await store.Refused(change => new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Anybody)));
    }
}
