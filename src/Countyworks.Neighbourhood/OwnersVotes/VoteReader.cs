using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>Reads what the pages of votes show. A draft is there only for those who keep it.</summary>
internal static class VoteReader
{
    /// <summary>The vote, as far as the caller may know of it; null otherwise.</summary>
    public static Vote? Find(DistrictDb db, Caller caller, Id<Vote> id) =>
        db.Set<Vote>().FirstOrDefault(v => v.Id == id) is { } vote && (vote.Stage != VoteStage.Draft || caller.Has(VotePermissions.Keep, vote.PlacePath)) ? vote : null;

    /// <summary>The vote, where the caller has a permission there; null otherwise.</summary>
    public static Vote? Find(DistrictDb db, Caller caller, Id<Vote> id, Permission permission) =>
        Find(db, caller, id) is { } vote && caller.Has(permission, vote.PlacePath) ? vote : null;

    /// <summary>Who signs in by this name; nobody's id when nobody does.</summary>
    public static Id<Person> Holder(DistrictDb db, string userName) => db.Set<Account>().Where(a => a.UserName == userName).Select(a => (Id<Person>?)a.PersonId).FirstOrDefault() ?? default;

    /// <summary>The votes the caller may know of.</summary>
    public static IQueryable<Vote> Shown(DistrictDb db, Caller caller) =>
        caller.Has(VotePermissions.Keep) ? db.Set<Vote>() : db.Set<Vote>().Where(v => v.Stage != VoteStage.Draft);

    /// <summary>The page of a vote.</summary>
    public static VoteView One(PageCall page, Vote vote)
    {
        var caller = page.Caller;
        var board = vote.Stage is VoteStage.Draft or VoteStage.Closed ? null : VoteBoard.Read(page.Db, vote);
        var places = page.Places;
        return new(vote, places.FullName(vote.PlaceId), page.Now)
        {
            Board = board,
            Buildings = [.. (board?.Buildings ?? []).Select(line => new BoardRow(places.Find(line.Building)?.Name ?? "", line))],
            Count = vote.Stage == VoteStage.Closed ? VoteCount.Read(page.Db, vote) : null,
            Own = caller.Person is { } person ? Own(page.Db, vote, person.Id, places) : [],
            Proposal = page.Db.Set<BoundVote>().Where(b => b.VoteId == vote.Id).Select(b => (Id<Core.Matters.Matter>?)b.ProposalId).FirstOrDefault(),
            IsSignedIn = caller.Person is not null,
            MayKeep = caller.Has(VotePermissions.Keep, vote.PlacePath),
            MayTell = caller.Has(VotePermissions.Tell, vote.PlacePath),
        };
    }

    /// <summary>The heads a person votes for, with the person's own last ballot.</summary>
    public static IReadOnlyList<OwnHead> Own(DistrictDb db, Vote vote, Id<Person> person, PlaceTree places)
    {
        var own = Electorate.Own(db, vote, person);
        var heads = own.Concat(Electorate.Mandated(db, vote, person)).Distinct().ToList();
        if (heads.Count == 0)
        {
            return [];
        }

        var names = UnitsOf(db, vote, heads, places);
        var areas = db.Set<RollHead>().Where(h => h.VoteId == vote.Id && heads.Contains(h.Head)).ToDictionary(h => h.Head, h => Area.FromHundredths(h.Area));
        var cast = db.Set<CastRow>().Where(b => b.VoteId == vote.Id && b.PersonId == person).ToList().ToLookup(b => b.Head);
        return [.. heads.Select(head => new OwnHead(head, names[head], areas[head], !own.Contains(head), cast[head].MaxBy(b => b.Seq)))];
    }

    /// <summary>The units of heads by name: "3栋 101、102".</summary>
    public static IReadOnlyDictionary<int, string> UnitsOf(DistrictDb db, Vote vote, IReadOnlyCollection<int> heads, PlaceTree places)
    {
        var units = (
            from row in db.Set<RollPlace>()
            join place in db.Set<Place>() on row.PlaceId equals place.Id
            where row.VoteId == vote.Id && heads.Contains(row.Head)
            orderby place.Path
            select new { row.Head, row.BuildingId, place.Name }).ToList();
        return units.GroupBy(u => u.Head).ToDictionary(
            head => head.Key,
            head => string.Join(" · ", head.GroupBy(u => u.BuildingId).Select(b => $"{places.Find(b.Key)?.Name} {string.Join(' ', b.Select(u => u.Name))}")));
    }

    /// <summary>The sheets of a building: every head that has a unit there, once.</summary>
    public static PaperView Paper(PageCall page, Vote vote, Id<Place>? building, Func<int, string> address)
    {
        var (db, places) = (page.Db, page.Places);
        var buildings = db.Set<RollPlace>().Where(u => u.VoteId == vote.Id).Select(u => u.BuildingId).Distinct().ToList().Select(places.Find).OfType<Place>().OrderBy(p => p.Path, StringComparer.Ordinal);
        var heads = building is null ? [] : db.Set<RollPlace>().Where(u => u.VoteId == vote.Id && u.BuildingId == building).OrderBy(u => u.Head).Select(u => u.Head).Distinct().ToList();
        var names = UnitsOf(db, vote, heads, places);
        var areas = db.Set<RollHead>().Where(h => h.VoteId == vote.Id && heads.Contains(h.Head)).ToDictionary(h => h.Head, h => Area.FromHundredths(h.Area));
        return new(
            vote, places.FullName(vote.PlaceId), [.. buildings.Select(b => new Option(b.Id.ToString(), b.Name))], building,
            [.. heads.Order().Select(head => new PaperBallot(head, names[head], areas[head], QrPicture.Of(address(head))))]);
    }

    /// <summary>The ballot a receipt belongs to; null when there is none.</summary>
    public static FoundBallot? FindReceipt(DistrictDb db, Vote vote, string code)
    {
        var wanted = Enum.GetValues<Choice>().ToDictionary(choice => Convert.ToHexStringLower(Receipt.Commitment(code, vote.Number, choice).ToArray()));
        var bytes = wanted.Keys.Select(Convert.FromHexString).ToList();
        if (db.Set<CastRow>().FirstOrDefault(b => b.VoteId == vote.Id && (b.Commitment == bytes[0] || b.Commitment == bytes[1] || b.Commitment == bytes[2])) is not { } row)
        {
            return null;
        }

        var commitment = Convert.ToHexStringLower(row.Commitment);
        if (vote.Stage == VoteStage.Closed)
        {
            var line = VoteCount.Read(db, vote).List.Index().FirstOrDefault(l => l.Item.Receipts.Contains(commitment), (-1, null!)).Index;
            return new(row.Choice, commitment, row.At, line < 0 ? null : line + 1, line < 0);
        }

        var own = db.Set<CastRow>().Where(b => b.VoteId == vote.Id && b.Head == row.Head).ToList();
        var holder = db.Set<MandateRow>().Where(m => m.VoteId == vote.Id && m.Head == row.Head).Select(m => (Id<Person>?)m.HolderId).FirstOrDefault();
        var counting = HeadBallots.Counting([.. own.Select(b => b.For(holder))], vote.Precedence);
        return new(row.Choice, commitment, row.At, null, !counting.Any(b => b.Order == row.Seq));
    }

    /// <summary>Sheets that wait for another teller.</summary>
    public static IReadOnlyList<PaperSheet> Waiting(DistrictDb db, Vote vote) =>
    [
        .. db.Set<PaperEntry>().Where(e => e.VoteId == vote.Id).ToList()
            .GroupBy(e => (e.Head, e.Sheet))
            .Select(sheet => new PaperSheet(sheet.Key.Head, sheet.Key.Sheet, EnterPaper.StateOf([.. sheet])))
            .Where(sheet => sheet.State != PaperState.Settled)
            .OrderBy(sheet => sheet.Head).ThenBy(sheet => sheet.Sheet).Take(Most),
    ];

    private const int Most = 200;
}
