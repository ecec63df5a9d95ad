using Countyworks.Core.Seals;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Seals;

public sealed class The_page_of_heads
{
    [Fact]
    public async Task Says_that_there_is_none_yet()
    {
        await using var site = await Site.On();
        using var visitor = site.Visitor();

        Assert.Contains("还没有封存值", (await visitor.Get("/seals")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await visitor.Get("/seals/checkpoint")).Status);
    }

    [Theory, EveryEngine]
    public async Task Shows_everybody_the_newest_head_its_key_and_its_text(Engine engine)
    {
        await using var site = await Site.On(engine);
        await site.Get<Sealer>().Run(site.Clock.GetCurrentInstant());
        using var visitor = site.Visitor();
        var head = site.Get<SealReading>().Head(null).Value;

        var page = (await visitor.Get("/seals")).Text;
        var text = (await visitor.Get("/seals/checkpoint")).Text;

        Assert.Contains(head.Key, System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Equal(head.Note, text);
    }

    [Fact]
    public async Task Proves_by_hashes_over_the_API_and_says_nothing_else()
    {
        await using var site = await Site.On();
        await site.Get<Sealer>().Run(site.Clock.GetCurrentInstant());
        using var client = new Client(site.Address);

        var heads = (await client.Get("seals/heads")).Json;
        var proof = (await client.Get("seals/inclusion?seq=1")).Json;

        Assert.Equal((long)heads["items"]![0]!["size"]!, (long)proof["size"]!);
        Assert.Equal(["seq", "leaf", "size", "root", "path"], proof.AsObject().Select(p => p.Key));
        Assert.Equal("seal_not_yet", (string)(await client.Get("seals/inclusion?seq=999")).Json["code"]!);
        Assert.Equal("after_invalid", (string)(await client.Get("seals/heads?after=x")).Json["code"]!);
    }
}
