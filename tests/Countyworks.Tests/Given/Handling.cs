using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Secrets;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;

namespace Countyworks.Tests.Given;

/// <summary>Requests on a site, for tests of its pages.</summary>
internal static class Handling
{
    /// <summary>A request about a street lamp in the first community.</summary>
    public static async Task<Filed> File(this Site site, string text = "东湖苑3栋路灯不亮", string? name = null, string? phone = null)
    {
        var place = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());
        return await site.Do("file_request", change => new FileRequest(text, place, place.Id, null, Door.Phone, FileRequest.NewTrackingCode())
        {
            ContactName = name,
            ContactPhone = phone,
        }.In(change, site.Get<MatterRules>()));
    }

    /// <summary>Who asked, opened.</summary>
    public static Contact ContactOf(this Site site, Request request) => Contact.Of(request, site.Get<ISecrets>());

    /// <summary>Gives it to the department, or to another unit.</summary>
    public static async Task Dispatch(this Site site, Id<Matter> matter, Id<Organisation>? unit = null, params Id<Organisation>[] assists) => await site.Do("dispatch", change =>
        new DispatchMatter(matter, unit ?? site.Department.Id, assists, "chosen", Words.None).In(change, Caller.Operator, site.Get<MatterRules>()));

    /// <summary>Makes a plain move as the server's operator, who may do everything.</summary>
    public static async Task Move(this Site site, Id<Matter> matter, string move, string? remark = null) => await site.Do(move, change =>
        new MakePlainMove(matter, move, Words.Of(remark)).In(change, Caller.Operator, site.Get<MatterRules>()));
}
