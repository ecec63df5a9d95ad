using System.Diagnostics.Metrics;

namespace Countyworks.Server.Telemetry;

/// <summary>What Prometheus calls an instrument: unit and kind at the end of its name.</summary>
public static class MetricNames
{
    /// <summary>Its name.</summary>
    public static string Of(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return instrument.Name.Replace('.', '_') + unit + (TypeOf(instrument) == "counter" ? "_total" : "");
    }

    /// <summary>Its kind: counter, gauge or histogram.</summary>
    public static string TypeOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };
}
