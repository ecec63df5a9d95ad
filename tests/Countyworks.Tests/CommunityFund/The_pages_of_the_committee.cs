using System.Net;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.CommunityFund;

public sealed class The_pages_of_the_committee
{
    [Theory, EveryEngine]
    public async Task Say_everywhere_how_many_expenses_wait_for_the_reader(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        using var first = await Member(site);
        using var second = await Member(site);
        var (id, authority) = site.Read(db => (db.Set<Fund>().Single().Id, db.Set<FundContract>().Single().AuthorityId));
        await site.Do<Done>("set_budget", change =>
        {
            change.Add(new FundBudget { FundId = id, Year = 2026, Purpose = Purpose.Repairs, Fen = 100_000, AuthorityId = authority });
            return Done.It;
        });
        Assert.Null(await Count(first));

        await treasurer.Upload($"/funds/{fund}/expenses/new", "paper", "quote.pdf", "%PDF-1.7"u8.ToArray(), new { purpose = "repairs", costOf = "", what = "修门", vendor = "门业", quote = "100" });
        await treasurer.Upload($"/funds/{fund}/expenses/new", "paper", "quote.pdf", "%PDF-1.7"u8.ToArray(), new { purpose = "lifts", costOf = "", what = "大修电梯", vendor = "电梯公司", quote = "100" });
        Assert.Equal(("1", "1", null), (await Count(first), await Count(second), await Count(treasurer)));

        var asked = site.Read(db => db.Set<FundExpense>().Single(e => !e.NeedsOwners).Id);
        Assert.Equal(HttpStatusCode.Found, (await first.Post($"/funds/{fund}/expenses/{asked}/voice", new { deed = "yes" }, $"/funds/{fund}/expenses/{asked}")).Status);
        Assert.Equal((null, "1"), (await Count(first), await Count(second)));
    }

    private static async Task<string?> Count(Visitor reader) => (await reader.Get("/")).Page.QuerySelector(".nav a[href='/funds'] .n")?.TextContent;

    private static async Task<Visitor> Member(Site site)
    {
        var (person, user) = await site.Somebody();
        await site.Appoint(person, Role.CommitteeMember, site.Read(db => db.Set<Place>().Single(p => p.Name == "东湖苑")));
        var visitor = site.Visitor();
        await visitor.SignIn(user);
        return visitor;
    }
}
