using Countyworks.Core.Matters;
using Countyworks.Core.Settings;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What requests do by themselves.</summary>
public static class RequestJobs
{
    /// <summary>The setting of how many natural days a requester has to answer before an answered request ends by itself.</summary>
    public const string SilenceSetting = "requests.silence_days";

    private const int BatchLimit = 200;
    private const int DefaultSilenceDays = 10;

    /// <summary>Ends answered requests whose requester has not said anything: they count in no call-back.</summary>
    public static readonly Job Lapse = new("requests_lapse", Duration.FromMinutes(10), LapseAsync);

    private static async Task LapseAsync(IServiceProvider services, Instant asOf, CancellationToken cancellation)
    {
        var rules = services.GetRequiredService<MatterRules>();
        var days = services.GetRequiredService<DistrictSettings>().Get(SilenceSetting, CountyTime.LocalDay(asOf), DefaultSilenceDays);
        var before = asOf - Duration.FromDays(days);
        using var db = services.GetRequiredService<Database>().Read();
        var silent = await (
            from matter in db.Set<Matter>()
            join request in db.Set<Request>() on matter.Id equals request.Id
            where matter.Kind == RequestKind.Kind.Name && matter.Stage == RequestKind.FedBack && request.AnsweredAt < before
            orderby matter.OpenedAt, matter.Id
            select matter.Id).Take(BatchLimit).ToListAsync(cancellation);
        if (silent.Count == 0)
        {
            return;
        }

        await services.GetRequiredService<Writer>().Run<Done>(
            new Envelope("requests_lapse", Actor.System, asOf),
            change =>
            {
                foreach (var dossier in silent.Select(id => Dossier.Read(change.Db, id, rules)!).Where(d => d.Matter.Stage == RequestKind.FedBack))
                {
                    MakeMove.In(change, dossier, RequestKind.Kind.MoveNamed(RequestKind.LapseMove)!, Words.None, rules);
                }

                return Done.It;
            },
            cancellation);
    }
}
