using Countyworks.Browser.Tests.Chromium;
using Countyworks.Browser.Tests.Journeys;

[assembly: AssemblyFixture(typeof(Demo))]

namespace Countyworks.Browser.Tests.Chromium;

/// <summary>What all tests of a run share: the one Chromium, the demo once somebody asks for it, its people, and requests in certain states.</summary>
public sealed class Demo : IAsyncLifetime
{
    private readonly RunningServer server = new();

    public Demo()
    {
        Staff = new Staff(Browser, server);
        Scene = new Scene(Staff);
    }

    /// <summary>The browser.</summary>
    public Browser Browser { get; } = new();

    /// <summary>Where the demo answers.</summary>
    public Task<Uri> Address => server.Address;

    /// <summary>The people of the demo.</summary>
    public Staff Staff { get; }

    /// <summary>Requests in certain states.</summary>
    public Scene Scene { get; }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => Browser.InitializeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await server.DisposeAsync();
    }
}
