using Countyworks.Kernel;
using NodaTime;
using Xunit;

namespace Countyworks.Engines.Tests;

public sealed class The_id_source
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 24, 8, 30);

    [Fact]
    public void Gives_version_7_ids_that_carry_the_millisecond()
    {
        var id = new Ids().Next<Matter>(Now);
        Assert.Equal((7, Now.ToUnixTimeMilliseconds()), (id.Value.Version, Convert.ToInt64(id.ToString()[..12], 16)));
        Assert.Equal('8', (char)(id.ToString()[16] is '8' or '9' or 'a' or 'b' ? '8' : 'x'));
    }

    [Fact]
    public void Only_ever_grows_within_a_millisecond()
    {
        var ids = new Ids();
        var given = Enumerable.Range(0, 10_000).Select(_ => ids.Next<Matter>(Now)).ToList();
        Assert.Equal(given.Order(), given);
        Assert.Equal(given.Count, given.Distinct().Count());
    }

    [Fact]
    public void Grows_on_when_the_clock_is_set_back()
    {
        var ids = new Ids();
        var first = ids.Next<Matter>(Now);
        Assert.True(ids.Next<Matter>(Now - Duration.FromHours(1)) > first);
    }

    [Fact]
    public void Gives_each_id_once_to_many_threads()
    {
        var ids = new Ids(() => 0);
        var given = ParallelEnumerable.Range(0, 20_000).Select(_ => ids.Next<Matter>(Now)).ToHashSet();
        Assert.Equal(20_000, given.Count);
    }

    private sealed class Matter;
}

public sealed class County_time
{
    [Theory]
    [InlineData("2026-09-24T15:59:59Z", 24)]
    [InlineData("2026-09-24T16:00:00Z", 25)]
    public void Takes_the_local_day_not_the_utc_day(string instant, int day) =>
        Assert.Equal(new LocalDate(2026, 9, day), CountyTime.LocalDay(NodaTime.Text.InstantPattern.General.Parse(instant).Value));

    [Fact]
    public void Ends_a_day_where_the_next_begins()
    {
        var end = CountyTime.EndOf(new LocalDate(2026, 9, 24));
        Assert.Equal(Instant.FromUtc(2026, 9, 24, 16, 0), end);
        Assert.Equal(new LocalDate(2026, 9, 25), CountyTime.LocalDay(end));
        Assert.Equal(Instant.FromUtc(9999, 12, 31, 16, 0), CountyTime.EndOf(LocalDate.MaxIsoValue));
    }

    [Fact]
    public void Reads_the_clock_on_the_wall() =>
        Assert.Equal(Instant.FromUtc(2026, 9, 24, 8, 30), CountyTime.At(new LocalDateTime(2026, 9, 24, 16, 30)));
}
