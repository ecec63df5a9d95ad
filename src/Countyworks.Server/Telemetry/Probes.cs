namespace Countyworks.Server.Telemetry;

/// <summary>The addresses that machines ask all day whether all is well.</summary>
internal static class Probes
{
    public const string Metrics = "/metrics";
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Startup = "/health/startup";

    public static bool IsOne(string pattern) => pattern is Metrics or Live or Ready or Startup;
}
