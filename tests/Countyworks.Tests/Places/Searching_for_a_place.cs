using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Tests.Places;

public sealed class Searching_for_a_place
{
    private static readonly PlaceTree Tree = Suxian();

    [Theory]
    [InlineData("苏园路", "苏园路社区")]
    [InlineData("仙岭", "苏仙岭街道 王仙岭街道 苏仙岭社区 王仙岭社区")]
    [InlineData("suyuanlu", "苏园路社区")]
    [InlineData("SuYuan", "苏园路社区")]
    [InlineData("sylsq", "苏园路社区")]
    [InlineData("431003001001", "苏园路社区")]
    [InlineData("changchong", "长冲铺村 长冲村")]
    [InlineData("buliping", "卜里坪街道 卜里坪社区")]
    [InlineData("苏仙岭 suyuan", "苏园路社区")]
    public void Goes_by_characters_pinyin_initials_or_code(string typed, string first)
    {
        var found = Tree.Search(typed, 10).Select(p => p.Name).ToList();

        Assert.Equal(first.Split(' '), found.Take(first.Split(' ').Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("没有的地方")]
    [InlineData("!?")]
    public void Finds_nothing_for_nothing(string typed) => Assert.Empty(Tree.Search(typed, 10));

    [Fact]
    public void Puts_the_beginning_of_a_name_before_its_middle()
    {
        var found = Tree.Search("白鹿洞", 10).Select(p => p.Name);

        Assert.Equal(["白鹿洞街道", "白鹿洞社区", "白鹿洞一社区"], found);
    }

    [Fact]
    public void Keeps_to_the_limit_and_to_the_place_asked_for()
    {
        Assert.Equal(3, Tree.Search("社区", 3).Count);
        Assert.All(Tree.Search("社区", 50, "431003/002/"), p => Assert.StartsWith("431003/002/", p.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("东湖苑3栋", "donghuyuan3dong dhy3d")]
    [InlineData("A座", "azuo az")]
    [InlineData("长冲铺村", "changchongpucun ccpc")]
    [InlineData("", " ")]
    public void Has_keys_that_people_type(string name, string key) => Assert.Equal(key, PinyinKey.Of(name));

    private static PlaceTree Suxian()
    {
        var ids = new Ids();
        var load = LoadDivisions.Shipped("431003").Value;
        var places = new Dictionary<string, Place>();
        foreach (var division in load.Divisions.OrderBy(d => d.Code.Length).Prepend(new Division("431003", load.Name)))
        {
            var parent = places.GetValueOrDefault(division.Code[..^3]);
            places[division.Code] = new Place
            {
                Id = ids.Next<Place>(NodaConstants.UnixEpoch),
                ParentId = parent?.Id,
                Level = (PlaceLevel)(division.Code.Length / 3 - 1),
                Path = parent is null ? division.Code + "/" : $"{parent.Path}{division.Code[^3..]}/",
                Code = division.Code,
                Name = division.Name,
                Pinyin = PinyinKey.Of(division.Name),
            };
        }

        return new PlaceTree(places.Values);
    }
}
