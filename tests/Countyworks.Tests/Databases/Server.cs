namespace Countyworks.Tests.Databases;

/// <summary>The PostgreSQL server the tests may use: <c>./test</c> starts one and names it here.</summary>
internal static class Server
{
    /// <summary>A role that may create databases and roles; null when no server is given.</summary>
    public static readonly string? ConnectionString = Environment.GetEnvironmentVariable("COUNTYWORKS_TEST_POSTGRES");

    /// <summary>Why tests on PostgreSQL are skipped; null when they run, or must fail for want of a server.</summary>
    public static string? WhyNot =>
        ConnectionString is null && !EverythingIsRequired ? "No PostgreSQL: ./test starts one, or name one in COUNTYWORKS_TEST_POSTGRES." : null;

    private static bool EverythingIsRequired =>
        (Environment.GetEnvironmentVariable("COUNTYWORKS_REQUIRE_ALL") ?? Environment.GetEnvironmentVariable("CI")) is "1" or "true";
}
