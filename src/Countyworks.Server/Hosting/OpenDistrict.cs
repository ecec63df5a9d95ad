using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Server.Hosting;

/// <summary>A district in the hands of whoever stands at the console: the whole product, its doors closed, brought up to this version.</summary>
public sealed class OpenDistrict : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly IClock clock;

    private OpenDistrict(WebApplication app, IClock clock, IReadOnlyList<Migration> applied) => (this.app, this.clock, Applied) = (app, clock, applied);

    /// <summary>The migrations that opening it applied.</summary>
    public IReadOnlyList<Migration> Applied { get; }

    /// <summary>Opens it. Refuses <c>district_in_use</c> (data) while a server holds its file, and <c>owner_must_migrate</c> (data, count, first).</summary>
    public static async Task<Outcome<OpenDistrict>> At(HostSettings settings, IClock clock)
    {
        var built = CountyHost.Build(settings with { RunsWorkers = false }, clock);
        try
        {
            return new OpenDistrict(built, clock, new Migrator(built.Services.GetRequiredService<Database>()).Apply());
        }
        catch (IOException)
        {
            await built.DisposeAsync();
            return new Refusal("district_in_use") { Kind = RefusalKind.Unavailable }.With("data", settings.Data);
        }
        catch (MayNotMigrateException denied)
        {
            await built.DisposeAsync();
            return OwnerMustMigrate(settings, denied);
        }
    }

    /// <summary>The role that serves finds a database of another version: <c>owner_must_migrate</c> (data, count, first).</summary>
    internal static Refusal OwnerMustMigrate(HostSettings settings, MayNotMigrateException denied) => new Refusal("owner_must_migrate") { Kind = RefusalKind.Conflict }
        .With("data", settings.Data).With("count", denied.Missing.Count).With("first", $"{denied.Missing[0].Module}/{denied.Missing[0].Name}");

    /// <summary>A service of the product.</summary>
    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Runs a command as the system.</summary>
    public Task<Outcome<T>> Run<T>(string command, Func<Change, Outcome<T>> decide, CancellationToken cancellation) =>
        Get<Writer>().Run(new Envelope(command, Actor.System, clock.GetCurrentInstant()), decide, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();
}
