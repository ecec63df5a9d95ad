using NodaTime;

namespace Countyworks.Data.Jobs;

/// <summary>
/// Work in the background, done by one server at a time. It takes the moment it is run for, may be run twice, and does at most one batch a transaction.
/// </summary>
/// <param name="Name">Snake_case; names its lease.</param>
/// <param name="Every">How often it runs.</param>
/// <param name="Run">The work, for the district of the services it is given.</param>
public sealed record Job(string Name, Duration Every, Func<IServiceProvider, Instant, CancellationToken, Task> Run);
