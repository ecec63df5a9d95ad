using Countyworks.Core.Matters;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Desk;

/// <summary>The desk's one screen.</summary>
/// <param name="Form">What is typed.</param>
/// <param name="Hints">What is shown beside it.</param>
/// <param name="Categories">The categories to choose from.</param>
/// <param name="Candidates">The places that fit, where several do.</param>
/// <param name="Filed">What was filed last; null when the page was opened fresh.</param>
public sealed record DeskView(Form Form, HintsView Hints, IReadOnlyList<Option> Categories, IReadOnlyList<Option> Candidates, FiledBefore? Filed = null)
{
    /// <summary>Whether the reader stands shifts, and hands them over.</summary>
    public bool StandsDuty { get; init; }
}

/// <summary>The hints with the words they are shown in.</summary>
/// <param name="Hints">The hints.</param>
/// <param name="Categories">The categories, for their names.</param>
/// <param name="Places">The places, for their names.</param>
/// <param name="Form">What was ticked among them.</param>
public sealed record HintsView(CallHints Hints, Categories Categories, Core.Places.PlaceTree Places, Form Form);

/// <summary>What was filed last: the number and code are read out to the caller.</summary>
/// <param name="Id">The matter.</param>
/// <param name="Number">What people call it.</param>
/// <param name="TrackingCode">With the number it opens the tracking page.</param>
/// <param name="Door">The door, which the next call usually comes by too.</param>
/// <param name="DueOn">By when there will be a response; null when it is answered or goes on elsewhere.</param>
/// <param name="JoinedNumber">The request it was joined to.</param>
public sealed record FiledBefore(Id<Matter> Id, string Number, string TrackingCode, Door Door, LocalDate? DueOn, string? JoinedNumber)
{
    /// <summary>Reads it; null when the caller may not see it.</summary>
    public static async Task<FiledBefore?> Read(DistrictDb db, Id<Matter> id, IReadOnlyList<string> paths, CancellationToken cancellation) =>
        (await Read(db, [id], paths, cancellation)).FirstOrDefault();

    /// <summary>Reads several, in the order of their filing; those the caller may not see are left out.</summary>
    public static Task<List<FiledBefore>> Read(DistrictDb db, IReadOnlyList<Id<Matter>> ids, IReadOnlyList<string> paths, CancellationToken cancellation) => (
        from matter in db.Set<Matter>().Within(paths)
        join request in db.Set<Request>() on matter.Id equals request.Id
        join other in db.Set<Matter>() on matter.MergedIntoId equals (Id<Matter>?)other.Id into others
        from joined in others.DefaultIfEmpty()
        where ids.Contains(matter.Id)
        orderby matter.Id
        select new FiledBefore(matter.Id, matter.Number, request.TrackingCode, request.Door, matter.NextDueOn, joined.Number)).ToListAsync(cancellation);
}
