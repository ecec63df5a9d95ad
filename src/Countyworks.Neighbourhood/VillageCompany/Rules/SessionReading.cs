using System.Globalization;
using Countyworks.Core.Tables;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Rules;

/// <summary>
/// Reads a charging platform's list of sessions (充电订单). Nothing is guessed and nothing is put right: a row that does not say plainly what happened is refused by itself,
/// with its line, its column and what stands there; the other rows are taken.
/// </summary>
/// <param name="InService">The first day of the station: no session is earlier.</param>
/// <param name="Now">Now: no session ends later.</param>
public sealed record SessionReading(LocalDate InService, Instant Now)
{
    /// <summary>The most rows of a file; a longer list is cut into months first.</summary>
    public const int MostRows = 20_000;

    /// <summary>The longest a session lasts.</summary>
    public static readonly Duration Longest = Duration.FromDays(3);

    /// <summary>The most a session charges, in watt-hours: several times the largest truck.</summary>
    public const long MostWattHours = 2_000_000;

    private const int NumberLimit = 64;
    private const long WattHoursOfKilowattHour = 1000;

    private static readonly string[] NumberNames = ["订单编号", "订单号", "充电订单号", "流水号", "session_id", "sessionid", "order_id"];   // read, never shown
    private static readonly string[] StartNames = ["充电开始时间", "开始时间", "started_at", "start_time", "start_date", "created"];   // read, never shown
    private static readonly string[] EndNames = ["充电结束时间", "结束时间", "ended_at", "end_time", "end_date", "ended"];   // read, never shown
    private static readonly string[] EnergyNames = ["充电电量(kwh)", "充电电量(度)", "充电量(kwh)", "充电量(度)", "充电电量", "充电量", "电量", "kwh", "kwhtotal", "energy_kwh"];   // read, never shown
    private static readonly string[] FeeNames = ["订单金额(元)", "总费用(元)", "实收金额(元)", "费用(元)", "订单金额", "总费用", "实收金额", "费用", "fee", "fee_yuan", "total_fee"];   // read, never shown

    /// <summary>
    /// Reads a table. Refuses, in this order: <c>session_rows_too_many</c> (limit), <c>session_column_missing</c> (what), <c>session_column_twice</c> (what: two columns could be it). A row
    /// is refused for what its reader found, then, in this order, for its number (<c>missing</c>, <c>too_long</c>), start and end (<see cref="SessionTime"/>), <c>session_ends_before_start</c>,
    /// <c>session_too_long</c>, <c>session_before_service</c> (first), <c>session_in_future</c>, its energy (<c>missing</c>, <c>energy_unreadable</c>, <c>energy_out_of_range</c>), its fee (<c>missing</c>, what
    /// <see cref="Money.Parse"/> refuses, <c>fee_negative</c>); then for being there twice: <c>session_repeated</c> (line: the first that says the same) and
    /// <c>session_contradicted</c> (both rows that say different things under one number).
    /// </summary>
    public Outcome<ReadSessions> Read(SourceTable table)
    {
        if (table.Rows.Count > MostRows)
        {
            return new Refusal("session_rows_too_many").With("limit", MostRows);
        }

        return Columns.Of(table).Then<ReadSessions>(columns =>
        {
            var (sessions, refused) = (new List<ReadSession>(), new List<RefusedRow>());
            foreach (var row in table.Rows)
            {
                if ((row.Problem is { } problem ? problem : Row(row, columns)).IsDone(out var session, out var why))
                {
                    sessions.Add(session);
                }
                else
                {
                    refused.Add(new(row.Line, why));
                }
            }

            return Once(sessions, refused);
        });
    }

    private Outcome<ReadSession> Row(SourceRow row, Columns columns)
    {
        var number = row.Cells[columns.Number.At].Trim();
        var wrong = number.Length == 0 ? Refusal.Missing(columns.Number.Name) : number.Length > NumberLimit ? Refusal.TooLong(columns.Number.Name, NumberLimit) : null;
        return wrong is not null ? wrong
            : SessionTime.Read(row.Cells[columns.Start.At], columns.Start.Name).Then(start => SessionTime.Read(row.Cells[columns.End.At], columns.End.Name).Then(end =>
                Times(start, end, columns) is { } impossible ? impossible
                : Energy(row.Cells[columns.Energy.At], columns.Energy.Name).Then(energy => Fee(row.Cells[columns.Fee.At], columns.Fee.Name).Then<ReadSession>(fee =>
                    new ReadSession(row.Line, number, start, end, energy, fee)))));
    }

    private Refusal? Times(Instant start, Instant end, Columns columns) =>
        end < start ? new Refusal("session_ends_before_start", columns.End.Name)
        : end - start > Longest ? new Refusal("session_too_long", columns.End.Name).With("hours", (int)Longest.TotalHours)
        : CountyTime.LocalDay(start) < InService ? new Refusal("session_before_service", columns.Start.Name).With("first", InService)
        : end > Now ? new Refusal("session_in_future", columns.End.Name)
        : null;

    private static Outcome<long> Energy(string text, string column)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Refusal.Missing(column);
        }

        return !decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kilowattHours)
            || decimal.Truncate(kilowattHours * WattHoursOfKilowattHour) != kilowattHours * WattHoursOfKilowattHour ? new Refusal("energy_unreadable", column)
            : kilowattHours is < 0 or > MostWattHours / (decimal)WattHoursOfKilowattHour ? new Refusal("energy_out_of_range", column).With("most", MostWattHours / WattHoursOfKilowattHour)
            : (long)(kilowattHours * WattHoursOfKilowattHour);
    }

    private static Outcome<Money> Fee(string text, string column) => string.IsNullOrWhiteSpace(text)
        ? Refusal.Missing(column)
        : Money.Parse(text, column).Then<Money>(fee => fee.IsNegative ? new Refusal("fee_negative", column) : fee);

    private static ReadSessions Once(List<ReadSession> sessions, List<RefusedRow> refused)
    {
        var once = new List<ReadSession>();
        foreach (var same in sessions.GroupBy(s => s.Number, StringComparer.Ordinal))
        {
            var first = same.First();
            if (same.All(first.IsSame))
            {
                once.Add(first);
                refused.AddRange(same.Skip(1).Select(s => new RefusedRow(s.Line, new Refusal("session_repeated").With("line", first.Line))));
            }
            else
            {
                refused.AddRange(same.Select(s => new RefusedRow(s.Line, new Refusal("session_contradicted").With("number", s.Number))));
            }
        }

        return new([.. once.OrderBy(s => s.Line)], [.. refused.OrderBy(r => r.Line)]);
    }

    private readonly record struct Column(int At, string Name);

    private sealed record Columns(Column Number, Column Start, Column End, Column Energy, Column Fee)
    {
        public static Outcome<Columns> Of(SourceTable table) =>
            Find(table, NumberNames).Then(number => Find(table, StartNames).Then(start => Find(table, EndNames).Then(end =>
                Find(table, EnergyNames).Then(energy => Find(table, FeeNames).Then<Columns>(fee => new Columns(number, start, end, energy, fee))))));

        private static Outcome<Column> Find(SourceTable table, string[] names)
        {
            var found = table.Columns.Index().Where(c => names.Contains(Plain(c.Item))).Select(c => new Column(c.Index, c.Item)).ToList();
            return found switch
            {
                [var one] => one,
                [] => new Refusal("session_column_missing").With("what", names[0]),
                _ => new Refusal("session_column_twice").With("what", string.Join(", ", found.Select(c => c.Name))),
            };
        }

        // Full-width brackets are half-width ones, and blanks go.
        private static string Plain(string name) =>
            string.Concat(name.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
    }
}
