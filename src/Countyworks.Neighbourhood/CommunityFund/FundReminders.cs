using Countyworks.Core.Notices;
using Countyworks.Core.Residents;
using Countyworks.Core.Settings;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.HappinessBill;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Reminds owners with an account, politely, of bills that are open for some time; of every bill once.</summary>
public static class FundReminders
{
    /// <summary>The job.</summary>
    public static readonly Job Job = new("fund_reminders", Duration.FromHours(1), RunAsync);

    /// <summary>The most bills of one transaction; the rest follow in the next.</summary>
    public const int BatchLimit = 500;

    /// <summary>One run for a moment; safe to run twice.</summary>
    public static async Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken cancellation)
    {
        var today = CountyTime.LocalDay(asOf);
        var until = today.PlusDays(-services.GetRequiredService<DistrictSettings>().Get(FundRule.Setting, today, new FundRule()).RemindAfterDays);
        Outcome<int> looked;
        do
        {
            looked = await services.GetRequiredService<Writer>().Run(new Envelope("remind_of_bills", Actor.System, asOf), change => Remind(change, until), cancellation);
        }
        while (looked is { Refusal: null, Value: BatchLimit });
    }

    /// <summary>Reminds of bills due until a day; answers how many were looked at.</summary>
    public static Outcome<int> Remind(Change change, LocalDate until)
    {
        var (db, today) = (change.Db, CountyTime.LocalDay(change.Now));
        var bills = db.Set<FundBill>().Where(b => b.RemindedOn == null && b.DueOn <= until && b.LaidFen < b.Fen).OrderBy(b => b.DueOn).ThenBy(b => b.Id).Take(BatchLimit).ToList();
        var places = bills.Select(b => b.PlaceId).Distinct().ToList();
        var owners = db.Set<Occupancy>().Where(o => places.Contains(o.PlaceId) && o.Kind == OccupancyKind.Owner).AsEnumerable().Where(o => o.HoldsOn(today)).ToLookup(o => o.PlaceId, o => o.PersonId);
        foreach (var home in bills.GroupBy(b => (b.FundId, b.PlaceId)))
        {
            var open = Money.FromFen(home.Sum(b => b.OpenFen));
            foreach (var person in owners[home.Key.PlaceId].Distinct().Order())
            {
                change.Notify(person, new NoticeText("notice.fund_reminder", home.Count(), open.ToString()), BillEndpoints.PathOf(home.Key.FundId, "/mine"));
            }

            change.Record(new FundReminded(home.Key.PlaceId, home.Count(), open.Fen), home.Key.FundId.Value);
            foreach (var bill in home)
            {
                bill.RemindedOn = today;
                change.Put(bill);
            }
        }

        return bills.Count;
    }
}
