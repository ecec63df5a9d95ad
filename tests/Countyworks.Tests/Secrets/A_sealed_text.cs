using Countyworks.Data.Secrets;
using Countyworks.Core.Modules;
using Countyworks.Core.Secrets;
using Countyworks.Data;

namespace Countyworks.Tests.Secrets;

public sealed class A_sealed_text : IDisposable
{
    private static readonly SecretPlace place = new("person", "phone", "1");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("countyworks-keys");

    [Fact]
    public void Opens_again_also_after_a_restart()
    {
        var written = Ring().Seal(place, "13800001234");

        Assert.Equal("13800001234", Ring().Open(place, written));
        Assert.DoesNotContain("13800001234", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_never_written_twice_the_same_way()
    {
        var ring = Ring();

        Assert.NotEqual(ring.Seal(place, "13800001234"), ring.Seal(place, "13800001234"));
    }

    [Fact]
    public void Opens_in_no_other_place_or_district()
    {
        var written = Ring().Seal(place, "13800001234");

        Assert.Null(Ring().Open(place with { Row = "2" }, written));
        Assert.Null(Ring().Open(place with { Column = "email" }, written));
        Assert.Null(Ring().Open(place with { Table = "request" }, written));
        Assert.Null(Ring(431002).Open(place, written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.1.a.b.c")]
    [InlineData("1.9.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("2.1.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("1.1.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("1.-1.%.&.=")]
    public void That_somebody_made_up_opens_nothing(string written) => Assert.Null(Ring().Open(place, written));

    [Fact]
    public void That_was_altered_opens_nothing()
    {
        var written = Ring().Seal(place, "13800001234");
        var parts = written.Split('.');
        parts[3] = (parts[3][0] == 'A' ? 'B' : 'A') + parts[3][1..];

        Assert.Null(Ring().Open(place, string.Join('.', parts)));
    }

    [Fact]
    public void Under_an_older_key_still_opens_and_is_known_to_be_old()
    {
        var ring = Ring();
        var written = ring.Seal(place, "13800001234");

        ring.Renew();

        Assert.Equal("13800001234", ring.Open(place, written));
        Assert.True(ring.IsOld(written));
        Assert.False(ring.IsOld(ring.Seal(place, "13800001234")));
        Assert.Equal("13800001234", Ring().Open(place, ring.Seal(place, "13800001234")));
    }

    [Fact]
    public void Is_found_by_an_index_that_outlives_its_key()
    {
        var ring = Ring();
        var before = ring.Index("person", "phone", "13800001234");

        ring.Renew();

        Assert.Equal(before, Ring().Index("person", "phone", "13800001234"));
        Assert.NotEqual(before, ring.Index("request", "phone", "13800001234"));
        Assert.NotEqual(before, ring.Index("person", "phone", "13800001235"));
    }

    [Fact]
    public void Has_its_keys_where_only_the_server_reads_them()
    {
        Ring().Seal(place, "13800001234");
        var file = Path.Combine(folder.FullName, "keys", "secrets.json");

        Assert.True(File.Exists(file));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Does_not_get_new_keys_when_the_old_ones_cannot_be_read()
    {
        Ring().Seal(place, "13800001234");
        File.WriteAllText(Path.Combine(folder.FullName, "keys", "secrets.json"), "{");

        Assert.Throws<InvalidDataException>(() => Ring().Seal(place, "13800001234"));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private KeyRing Ring(int district = 431003) => new(new DataFolder(folder.FullName), new DistrictCode(district));
}
