using System.Globalization;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Seals;

/// <summary>What the page of heads shows.</summary>
/// <param name="Heads">The newest first.</param>
/// <param name="Newest">The newest of all; null while there is none.</param>
public sealed record SealView(IReadOnlyList<SealHead> Heads, SealHead? Newest)
{
    /// <summary>Where the page after these begins; null on the last.</summary>
    public long? Next { get; init; }
}

/// <summary>
/// The heads for everybody: on a page, and as proofs for programs. By number an entry gives hashes and nothing else; what it says is read where
/// its matter is read, by those who may.
/// </summary>
public static class SealEndpoints
{
    /// <summary>The page.</summary>
    public const string Path = "/seals";

    private const string Api = "/api/v1/seals";
    private const int PageSize = 20;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).Open().CacheForAnybody();
        routes.MapGet(Path + "/checkpoint", Download).Open();
        routes.MapGet(Api + "/heads", Heads).Open().WithTags("seals")
            .Answers<ApiPage<HeadItem>>("listSealHeads", "The signed heads of the journal, the newest first");
        routes.MapGet(Api + "/checkpoint", Checkpoint).Open().WithTags("seals").WithName("getSealCheckpoint")
            .WithSummary("A signed head as a C2SP checkpoint: the newest, or that of a size").Produces<string>(StatusCodes.Status200OK, "text/plain");
        routes.MapGet(Api + "/inclusion", (SealReading reading, ApiCall call, long seq, long? size) => Answer(call, reading.Inclusion(seq, size))).Open()
            .WithTags("seals").Answers<InclusionItem>("proveInclusion", "The proof that an entry of the journal is in the tree: hashes alone");
        routes.MapGet(Api + "/consistency", (SealReading reading, ApiCall call, long from, long? to) => Answer(call, reading.Consistency(from, to))).Open()
            .WithTags("seals").Answers<ConsistencyItem>("proveConsistency", "The proof that the tree of a size begins with that of a smaller size");
    }

    private static PageResult Show(SealReading reading, long? below)
    {
        var heads = reading.Heads(below, PageSize + 1);
        var view = new SealView([.. heads.Take(PageSize)], below is null ? heads.FirstOrDefault() : reading.Heads(null, 1).FirstOrDefault());
        return Page.Show<SealPage, SealView>(view with { Next = heads.Count > PageSize ? heads[PageSize - 1].Size : null });
    }

    private static Results<FileContentHttpResult, NotFound> Download(SealReading reading, long? size) => reading.Head(size).IsDone(out var head, out _)
        ? TypedResults.File(Encoding.UTF8.GetBytes(head.Note), "text/plain; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"checkpoint-{head.Size}.txt"))
        : TypedResults.NotFound();

    private static IResult Heads(SealReading reading, ApiCall call, string? after = null, int? limit = null)
    {
        if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var below) && !string.IsNullOrEmpty(after))
        {
            return call.Problem(new Refusal("after_invalid", "after"));
        }

        var most = Paging.Most(limit);
        var heads = reading.Heads(string.IsNullOrEmpty(after) ? null : below, most + 1).Select(HeadItem.Of).ToList();
        return call.Answer(ApiPage<HeadItem>.Of(heads, most, head => head.Size.ToString(CultureInfo.InvariantCulture)));
    }

    private static IResult Checkpoint(SealReading reading, ApiCall call, long? size) =>
        reading.Head(size).IsDone(out var head, out var refusal) ? Results.Text(head.Note, "text/plain", Encoding.UTF8) : call.Problem(refusal);

    private static IResult Answer<T>(ApiCall call, Outcome<T> outcome) => outcome.IsDone(out var found, out var refusal) ? call.Answer(found) : call.Problem(refusal);
}
