using System.Text;
using Countyworks.Core.Tables;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.VillageCompany;

/// <summary>Every row of a platform's file is a session or is refused by line, column and reason; none is guessed.</summary>
public sealed class Reading_charging_sessions
{
    private const string Head = "订单编号,充电开始时间,充电结束时间,充电电量（kWh）,订单金额（元）\n";

    [Fact]
    public void Takes_a_plain_row_in_whole_fen_and_watt_hours_on_the_local_day_it_ended()
    {
        var session = Assert.Single(Read("A1,2026-08-31 23:40:00,2026-09-01 00:25:10,32.507,41.28").Sessions);

        Assert.Equal(("A1", 32_507L, 4_128L, new LocalDate(2026, 9, 1)), (session.Number, session.WattHours, session.Fee.Fen, session.Day));
    }

    [Theory]
    [InlineData("2026-09-01 08:05")]
    [InlineData("2026-09-01 08:05:00")]
    [InlineData("2026/9/1 8:05")]
    [InlineData("2026/09/01 08:05:00")]
    [InlineData("2026年9月1日 8:05")]
    [InlineData("2026-09-01T08:05:00")]
    [InlineData("2026-09-01T08:05:00+08:00")]
    [InlineData("2026-09-01T00:05:00Z")]
    public void Reads_one_moment_in_all_these_forms(string written) =>
        Assert.Equal(County.At("2026-09-01T08:05"), Assert.Single(Read($"A1,{written},2026-09-01 09:00,1,1").Sessions).StartedAt);

    [Theory]
    [InlineData("", "missing")]
    [InlineData("03/04/2026 08:05", "session_time_order")]
    [InlineData("3-4-26 8:05", "session_time_order")]
    [InlineData("46266.337", "session_time_number")]
    [InlineData("1788223500", "session_time_number")]
    [InlineData("2026-09-01", "session_time_no_clock")]
    [InlineData("2026年9月1日", "session_time_no_clock")]
    [InlineData("2026-02-30 08:05", "session_time_impossible")]
    [InlineData("2026-09-01 24:10:00", "session_time_impossible")]
    [InlineData("2026-13-01 08:05", "session_time_impossible")]
    [InlineData("昨天上午", "session_time_unreadable")]
    [InlineData("####", "session_time_unreadable")]
    [InlineData("0014-11-18 15:40:26", "session_too_long")]
    [InlineData("1970-01-01 00:00:00", "session_too_long")]
    [InlineData("2026-07-31 23:59:00", "session_too_long")]
    public void Refuses_a_dirty_start_with_its_line_and_column(string written, string code)
    {
        var read = Read($"A1,{written},2026-09-01 09:00,1,1\nA2,2026-09-01 08:00,2026-09-01 09:00,1,1");

        var refused = Assert.Single(read.Refused);
        Assert.Equal((2, code), (refused.Line, refused.Why.Code));
        Assert.Equal(code == "session_too_long" ? "充电结束时间" : "充电开始时间", refused.Why.Field);
        Assert.Equal("A2", Assert.Single(read.Sessions).Number);
    }

    [Theory]
    [InlineData("A1,2026-09-01 10:00,2026-09-01 09:00,1,1", "session_ends_before_start")]
    [InlineData("A1,0014-11-18 15:40,0014-11-18 16:00,1,1", "session_before_service")]
    [InlineData("A1,2026-07-31 23:00,2026-08-01 00:30,1,1", "session_before_service")]
    [InlineData("A1,2026-09-24 16:00,2026-09-24 16:31,1,1", "session_in_future")]
    [InlineData("A1,2062-09-01 08:00,2062-09-01 09:00,1,1", "session_in_future")]
    [InlineData(",2026-09-01 08:00,2026-09-01 09:00,1,1", "missing")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,,1", "missing")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,十度,1", "energy_unreadable")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,1.23456,1", "energy_unreadable")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,-3,1", "energy_out_of_range")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,2001,1", "energy_out_of_range")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,1,", "missing")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,1,1.005", "money_too_precise")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,1,-1", "fee_negative")]
    [InlineData("A1,2026-09-01 08:00,2026-09-01 09:00,1", "cells_miscounted")]
    public void Refuses_a_row_that_cannot_be(string row, string code) => Assert.Equal(code, Assert.Single(Read(row).Refused).Why.Code);

    [Fact]
    public void Takes_a_row_said_twice_once_and_refuses_both_where_they_contradict_each_other()
    {
        const string one = "2026-09-01 08:00,2026-09-01 09:00,1,1";
        var read = Read($"A1,{one}\nA1,{one}\nA2,{one}\nA2,2026-09-01 08:00,2026-09-01 09:00,1,2");

        Assert.Equal("A1", Assert.Single(read.Sessions).Number);
        Assert.Equal([(3, "session_repeated"), (4, "session_contradicted"), (5, "session_contradicted")], read.Refused.Select(r => (r.Line, r.Why.Code)));
        Assert.Equal(4, read.Rows);
    }

    [Theory]
    [InlineData("订单编号,充电结束时间,充电电量,订单金额\na,b,c,d", "session_column_missing")]
    [InlineData("订单编号,开始时间,created,结束时间,电量,费用\na,b,c,d,e,f", "session_column_twice")]
    [InlineData("sessionId,kwhTotal,dollars,created,ended\n1366563,7.78,0,0014-11-18 15:40:26,0014-11-18 17:11:04", "session_column_missing")]
    public void Refuses_a_table_whose_columns_are_not_plain(string table, string code) => Assert.Equal(code, Try(table).Refusal?.Code);

    [Fact]
    public void Reads_what_a_Chinese_spreadsheet_saves()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(Head + "A1,2026/9/1 8:00,2026/9/1 9:00,10,12.5\n");

        Assert.Equal(1_250, TableFile.Read(bytes).Then(Reading.Read).Value.Sessions[0].Fee.Fen);
    }

    private static SessionReading Reading => new(new LocalDate(2026, 8, 1), County.At("2026-09-24T16:30"));

    private static Outcome<ReadSessions> Try(string table) => TableFile.Read(Encoding.UTF8.GetBytes(table)).Then(Reading.Read);

    private static ReadSessions Read(string rows) => Try(Head + rows).Value;
}
