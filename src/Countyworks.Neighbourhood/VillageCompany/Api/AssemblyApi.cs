using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Api;

/// <summary>What an assembly decided, by its minutes, kept before by <c>POST /api/v1/files</c>. With <c>delegates</c>, how many of them there are, they decided.</summary>
public sealed record AssemblyDecisionWish(int Item, string Question, LocalDate AnnouncedOn, LocalDate HeldOn, int Present, int Yes, int No, Id<StoredFile> Minutes, int? Delegates = null) : IBody<AssemblyDecisionWish>;

/// <summary>What an assembly decided; <c>eligible</c> is of the register, <c>passed</c> and <c>why</c> are computed by the law; the minutes as SHA-256.</summary>
public sealed record DecisionItem(
    Id<AssemblyDecision> Id, string Number, int Item, bool ByDelegates, string Question, LocalDate AnnouncedOn, LocalDate HeldOn, int Eligible, int Present, int Yes, int No, bool Passed, string Why, string Minutes)
{
    /// <summary>Of a row.</summary>
    public static DecisionItem Of(Texts texts, AssemblyDecision d) => new(
        d.Id, d.Number, d.Item, d.ByDelegates, d.Question, d.AnnouncedOn, d.HeldOn, d.Eligible, d.Present, d.Yes, d.No, d.Tally.IsPassed, TallyWords.Why(texts, d.Tally), Convert.ToHexStringLower(d.Document));
}

/// <summary>Decisions of a collective's assembly over the API; see docs/decisions/0017-village-assembly.md.</summary>
public static class AssemblyApi
{
    /// <summary>Maps it below <c>/api/v1/village-companies/{id}/decisions</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var decisions = routes.MapGroup("/api/v1/village-companies/{id}/decisions").WithTags("village companies");
        decisions.MapGet("", List).Open().Answers<IReadOnlyList<DecisionItem>>("listVillageDecisions", "What a collective's assembly decided, the latest first");
        decisions.MapPost("", Record).Needs(CompanyPermissions.Keep).Answers<DecisionItem>("recordVillageDecision", "Records what an assembly decided, passed or not, by its minutes", StatusCodes.Status201Created);
    }

    private static IResult List(ApiCall call, Id<Company> id) => call.Answer<IReadOnlyList<DecisionItem>>(
    [
        .. call.Db.Set<AssemblyDecision>().Where(d => d.CompanyId == id).OrderByDescending(d => d.HeldOn).ThenByDescending(d => d.Id).Take(Paging.Longest).AsEnumerable().Select(d => DecisionItem.Of(call.Texts, d)),
    ]);

    private static Task<IResult> Record(ApiCall call, IEnumerable<IFileAccess> rules, Id<Company> id, AssemblyDecisionWish wish) => call.Run(
        "village_decision",
        wish,
        change => FreeFile.Find(change.Db, wish.Minutes, rules, "minutes").Then(minutes =>
            new RecordDecision(id, wish.Item, wish.Question, wish.AnnouncedOn, wish.HeldOn, wish.Delegates, wish.Present, wish.Yes, wish.No, Digest.Of(minutes.Sha256)).In(change, call.Caller).Then<DecisionItem>(decision =>
            {
                CompanyFile.Keep(change, id, minutes);
                return DecisionItem.Of(call.Texts, decision);
            })),
        _ => $"/api/v1/village-companies/{id}/decisions");
}
