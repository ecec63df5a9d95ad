using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Residents;
using Countyworks.Data.Model;
using Countyworks.Data.Secrets;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>A home that is proposed for money that came in.</summary>
/// <param name="Number">Its number in the fund.</param>
/// <param name="Name">"3栋 101".</param>
/// <param name="Owed">What it owes.</param>
public sealed record ProposedHome(int Number, string Name, Money Owed);

/// <summary>Money that came in with the homes it is proposed for.</summary>
/// <param name="Row">The money.</param>
/// <param name="Words">Who sent it and what they wrote.</param>
/// <param name="By">How the homes were found.</param>
/// <param name="Homes">One can be taken; of several a person chooses.</param>
/// <param name="IsCertain">Whether no other money fits that home.</param>
public sealed record ProposedRemittance(Remittance Row, RemittanceWords Words, MatchedBy By, IReadOnlyList<ProposedHome> Homes, bool IsCertain);

/// <summary>Finds the homes that money may be a payment of, by <see cref="BankMatching"/>. It decides nothing.</summary>
public static class RemittanceProposals
{
    /// <summary>A proposal for each, in their order.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="secrets">Opens who paid.</param>
    /// <param name="fund">The fund.</param>
    /// <param name="rows">Money of this fund that nobody said anything about yet.</param>
    /// <param name="windowDays">How many days bill and money may lie apart, where only sum and payer tell.</param>
    public static IReadOnlyList<ProposedRemittance> Read(DistrictDb db, ISecrets secrets, Fund fund, IReadOnlyList<Remittance> rows, int windowDays)
    {
        var words = rows.Select(r => RemittanceWords.Of(r, secrets)).ToList();
        var homes = Homes(db, fund);
        var lines = rows.Zip(words).Select(pair => new BankLine(pair.First.ReceivedOn, Money.FromFen(pair.First.Fen), pair.Second.Reference, pair.Second.Payer, pair.Second.Purpose)).ToList();
        var proposals = BankMatching.Propose(lines, [.. Candidates(homes, Payers(db, fund, rows, words, homes), rows)], windowDays);
        return
        [
            .. rows.Zip(words, proposals).Select(line => new ProposedRemittance(
                line.First, line.Second, line.Third.By, [.. line.Third.Candidates.Select(c => homes[Id<Place>.Parse(c.Id, null)].Proposed)], line.Third.IsCertain)),
        ];
    }

    private static Dictionary<Id<Place>, Home> Homes(DistrictDb db, Fund fund)
    {
        var units = db.Set<FundUnit>().Where(u => u.FundId == fund.Id).Select(u => new { u.PlaceId, u.Number }).ToList();
        var names = UnitNames.Of(db, units.ConvertAll(u => u.PlaceId));
        var bills = db.Set<FundBill>().Where(b => b.FundId == fund.Id && b.LaidFen < b.Fen).Select(b => new { b.PlaceId, b.DueOn, Open = b.Fen - b.LaidFen }).ToLookup(b => b.PlaceId, b => (b.DueOn, b.Open));
        return units.ToDictionary(
            u => u.PlaceId, u => new Home(new(u.Number, names.GetValueOrDefault(u.PlaceId, ""), Money.FromFen(bills[u.PlaceId].Sum(b => b.Open))), [.. bills[u.PlaceId].OrderBy(b => b.DueOn)]));
    }

    // Who pays for a home: its owners, as far as they have an account, and whoever's money was taken as its payment before.
    private static ILookup<Id<Place>, string> Payers(DistrictDb db, Fund fund, IReadOnlyList<Remittance> rows, List<RemittanceWords> words, Dictionary<Id<Place>, Home> homes)
    {
        var byIndex = rows.Zip(words).Where(pair => pair.First.PayerIndex is not null).DistinctBy(pair => Convert.ToHexString(pair.First.PayerIndex!)).ToList();
        var indices = byIndex.ConvertAll(pair => pair.First.PayerIndex!);
        var before = (from row in db.Set<Remittance>()
                      join payment in db.Set<FundPayment>() on row.PaymentId equals payment.Id
                      where row.FundId == fund.Id && row.PayerIndex != null && indices.Contains(row.PayerIndex)
                      select new { payment.PlaceId, row.PayerIndex }).Distinct().ToList();
        var names = byIndex.ToDictionary(pair => Convert.ToHexString(pair.First.PayerIndex!), pair => pair.Second.Payer);
        var owners = (from occupancy in db.Set<Occupancy>()
                      join person in db.Set<Person>() on occupancy.PersonId equals person.Id
                      where occupancy.Kind == OccupancyKind.Owner && occupancy.LastDay == null && occupancy.PlacePath.StartsWith(fund.PlacePath)
                      select new { occupancy.PlaceId, person.Name }).ToList();
        return owners.Where(o => homes.ContainsKey(o.PlaceId)).Select(o => (o.PlaceId, o.Name)).Concat(before.Select(b => (b.PlaceId, Name: names[Convert.ToHexString(b.PayerIndex!)])))
            .Distinct().ToLookup(p => p.PlaceId, p => p.Name);
    }

    // A home is known by its name, by each open bill, and by all it owes together.
    private static IEnumerable<BankCandidate> Candidates(Dictionary<Id<Place>, Home> homes, ILookup<Id<Place>, string> payers, IReadOnlyList<Remittance> rows)
    {
        var sums = rows.Select(r => r.Fen).ToHashSet();
        foreach (var (place, home) in homes)
        {
            yield return new(place.ToString(), default, Money.Zero, home.Proposed.Name, "");
            var owed = home.Bills.Count > 1 ? home.Bills.Append((home.Bills[^1].DueOn, Open: home.Proposed.Owed.Fen)) : home.Bills;
            foreach (var (due, fen) in owed.Where(b => sums.Contains(b.Open)))
            {
                foreach (var payer in payers[place])
                {
                    yield return new(place.ToString(), due, Money.FromFen(fen), home.Proposed.Name, payer);
                }
            }
        }
    }

    private sealed record Home(ProposedHome Proposed, IReadOnlyList<(LocalDate DueOn, long Open)> Bills);
}
