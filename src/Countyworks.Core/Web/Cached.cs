using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.Web;

/// <summary>
/// Reference data that many pages need and few change, held in memory: the place tree, the routing table.
/// Whoever changes it calls <see cref="Forget"/>; another server sees the change after <see cref="AgeLimit"/>.
/// </summary>
/// <typeparam name="T">An immutable picture of the rows.</typeparam>
/// <param name="database">Where the rows are.</param>
/// <param name="clock">The clock.</param>
/// <param name="load">Takes the picture.</param>
/// <param name="age">How long a picture is used at most; null for <see cref="AgeLimit"/>.</param>
public sealed class Cached<T>(Database database, IClock clock, Func<DistrictDb, T> load, Duration? age = null) : ICached
    where T : class
{
    /// <summary>How long a picture is used at most, unless it says otherwise.</summary>
    public static readonly Duration AgeLimit = Duration.FromSeconds(15);

    private readonly Lock loading = new();
    private volatile Held? held;

    /// <summary>The picture, read anew when it is too old.</summary>
    public T Current
    {
        get
        {
            var now = clock.GetCurrentInstant();
            if (held is { } fresh && fresh.IsFresh(now, age ?? AgeLimit))
            {
                return fresh.Picture;
            }

            lock (loading)
            {
                if (held is not { } meanwhile || !meanwhile.IsFresh(now, age ?? AgeLimit))
                {
                    using var db = database.Read();
                    held = meanwhile = new Held(load(db), now);
                }

                return meanwhile.Picture;
            }
        }
    }

    /// <inheritdoc/>
    public void Take() => _ = Current;

    /// <summary>Has it read anew at the next use.</summary>
    public void Forget()
    {
        lock (loading)
        {
            held = null;
        }
    }

    private sealed record Held(T Picture, Instant At)
    {
        // A clock set back makes a picture stale, or it would be kept until the clock catches up.
        public bool IsFresh(Instant now, Duration age) => now >= At && now - At < age;
    }
}

/// <summary>A picture of reference data, whatever of.</summary>
public interface ICached
{
    /// <summary>Takes the picture now, so that whoever comes first does not wait for it.</summary>
    void Take();
}

/// <summary>Registers pictures of reference data.</summary>
public static class CachedServices
{
    /// <summary>Adds the picture that <paramref name="load"/> takes of the rows.</summary>
    public static IServiceCollection AddCached<T>(this IServiceCollection services, Func<DistrictDb, T> load)
        where T : class => services.AddSingleton(provider =>
                new Cached<T>(provider.GetRequiredService<Database>(), provider.GetRequiredService<IClock>(), load))
            .AddSingleton<ICached>(provider => provider.GetRequiredService<Cached<T>>());

    /// <summary>Adds a picture that depends on the day, and is used for <paramref name="age"/>.</summary>
    public static IServiceCollection AddCached<T>(this IServiceCollection services, Func<DistrictDb, LocalDate, T> load, Duration age)
        where T : class => services.AddSingleton(provider =>
        {
            var clock = provider.GetRequiredService<IClock>();
            return new Cached<T>(provider.GetRequiredService<Database>(), clock, db => load(db, CountyTime.LocalDay(clock.GetCurrentInstant())), age);
        }).AddSingleton<ICached>(provider => provider.GetRequiredService<Cached<T>>());
}
