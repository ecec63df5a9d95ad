using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Countyworks.Data.Telemetry;

namespace Countyworks.Server.Telemetry;

/// <summary>
/// The numbers of this server in the text form that Prometheus reads: our own meter, and of the platform's those that say how the process itself does.
/// An instrument keeps at most <see cref="SeriesLimit"/> combinations of labels; more are counted together under none.
/// </summary>
public sealed class MetricsText : IDisposable
{
    /// <summary>The most combinations of labels of one instrument.</summary>
    public const int SeriesLimit = 2000;

    /// <summary>What is taken of the platform.</summary>
    public static readonly IReadOnlySet<string> OfThePlatform = new HashSet<string>
    {
        "dotnet.gc.pause.time", "dotnet.process.memory.working_set", "dotnet.process.cpu.time", "dotnet.thread_pool.queue.length", "dotnet.exceptions",
        "microsoft.entityframeworkcore.queries",
    };

    private readonly Lock counting = new();
    private readonly SortedDictionary<string, Series> all = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();

    /// <summary>Listens from now on.</summary>
    public MetricsText(Measures measures)
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == measures.Meter || OfThePlatform.Contains(instrument.Name))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Take(instrument, value, labels));
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Take(instrument, value, labels));
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Take(instrument, value, labels));
        listener.Start();
    }

    /// <summary>All of them as they are now.</summary>
    public string Read()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (counting)
        {
            foreach (var series in all.Values)
            {
                series.WriteTo(text);
                series.ForgetIfObserved();
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        lock (counting)
        {
            if (!all.TryGetValue(instrument.Name, out var series))
            {
                all[instrument.Name] = series = new Series(instrument);
            }

            series.Take(value, Text(labels));
        }
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            var shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(text.Length == 0 ? "" : ",").Append(name.Replace('.', '_')).Append("=\"")
                .Append(shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        }

        return text.ToString();
    }

    private sealed class Series(Instrument instrument)
    {
        private readonly Dictionary<string, Sum> sums = [];
        private readonly IReadOnlyList<double>? bounds = instrument switch
        {
            Histogram<double> times => times.Advice?.HistogramBucketBoundaries,
            Histogram<long> sizes => [.. sizes.Advice!.HistogramBucketBoundaries!.Select(b => (double)b)],
            _ => null,
        };

        public void Take(double value, string labels)
        {
            if (!sums.TryGetValue(labels, out var sum))
            {
                labels = sums.Count < SeriesLimit ? labels : "";
                sums[labels] = sum = sums.GetValueOrDefault(labels) ?? new Sum(new long[(bounds?.Count ?? 0) + 1]);
            }

            sum.Value = instrument.IsObservable ? value : sum.Value + value;
            sum.Count++;
            for (var i = 0; i < bounds?.Count; i++)
            {
                sum.AtMost[i] += value <= bounds[i] ? 1 : 0;
            }
        }

        public void ForgetIfObserved()
        {
            if (instrument.IsObservable)
            {
                sums.Clear();
            }
        }

        public void WriteTo(StringBuilder text)
        {
            var (name, type) = (MetricNames.Of(instrument), MetricNames.TypeOf(instrument));
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n# TYPE {name} {type}\n");
            foreach (var (labels, sum) in sums.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                if (bounds is null)
                {
                    Line(text, name, labels, sum.Value);
                    continue;
                }

                var before = labels.Length == 0 ? "" : labels + ",";
                foreach (var (i, bound) in bounds.Index())
                {
                    Line(text, name + "_bucket", string.Create(CultureInfo.InvariantCulture, $"{before}le=\"{bound}\""), sum.AtMost[i]);
                }

                Line(text, name + "_bucket", before + "le=\"+Inf\"", sum.Count);
                Line(text, name + "_sum", labels, sum.Value);
                Line(text, name + "_count", labels, sum.Count);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value) =>
            text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    private sealed class Sum(long[] atMost)
    {
        public double Value { get; set; }

        public long Count { get; set; }

        public long[] AtMost => atMost;
    }
}
