using Countyworks.Core.Matters;
using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What everybody sees of today on the front page.</summary>
/// <param name="Received">Requests received since midnight.</param>
/// <param name="Answered">Requests answered since midnight, whenever they came.</param>
/// <param name="Open">Requests that wait for their answer.</param>
public sealed record TodayInNumbers(int Received, int Answered, int Open)
{
    /// <summary>Counts; each by an index.</summary>
    public static TodayInNumbers Read(DistrictDb db, Instant now)
    {
        var midnight = CountyTime.StartOf(CountyTime.LocalDay(now));
        var requests = db.Set<Matter>().Where(m => m.Kind == RequestKind.Kind.Name);
        string[] open = [.. RequestKind.Kind.Stages.Where(s => !s.IsEnd && s.Name != RequestKind.FedBack).Select(s => s.Name)];
        return new(
            requests.Count(m => m.OpenedAt >= midnight),
            db.Set<Request>().Count(r => r.AnsweredAt >= midnight),
            requests.Count(m => open.Contains(m.Stage)));
    }

    /// <summary>Keeps them for some seconds, however many look.</summary>
    internal static IServiceCollection AddTo(IServiceCollection services) => services.AddSingleton(provider =>
    {
        var clock = provider.GetRequiredService<IClock>();
        return new Cached<TodayInNumbers>(provider.GetRequiredService<Database>(), clock, db => Read(db, clock.GetCurrentInstant()));
    });
}
