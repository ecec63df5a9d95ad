using Countyworks.Engines.Seals;
using CsCheck;

namespace Countyworks.Engines.Tests.SealTests;

public sealed class The_bytes_of_an_entry
{
    [Fact]
    public void Say_where_every_field_ends()
    {
        var bytes = new EntryWriter().Begin(1).Text("灯").Number(7).Text(null).Raw([9]).Id(new Guid("00112233-4455-6677-8899-aabbccddeeff")).Bytes;

        Assert.Equal("0100000003e781af000000080000000000000007ffffffff000000010900000010" + "00112233445566778899aabbccddeeff", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Are_taken_apart_into_what_was_put_in() => Gen.Byte.Array[0, 50].Null().Array[0, 8].Sample(fields =>
    {
        var writer = new EntryWriter().Begin(3);
        foreach (var field in fields)
        {
            writer.Raw(field);
        }

        var read = EntryReader.Fields(writer.Bytes, 3, fields.Length)!;
        return read.Zip(fields).All(pair => pair is (null, null) || (pair.First is { } a && pair.Second is { } b && a.SequenceEqual(b)));
    });

    [Theory]
    [InlineData("")]
    [InlineData("02")]
    [InlineData("0100000001")]
    [InlineData("01000000")]
    [InlineData("01fffffffe00")]
    [InlineData("010000000109ff")]
    [InlineData("01000000010900000000")]
    public void Are_refused_when_they_are_not_one_whole_entry(string hex) => Assert.Null(EntryReader.Fields(Convert.FromHexString(hex), 1, 1));

    [Fact]
    public void Hold_personal_words_only_as_a_salted_hash()
    {
        var salt = new byte[32];

        Assert.Equal("edecf20482eb3485d225f162ab9075682674820ee37506de6a8fb097bcb4fdcf", Commitment.Of(salt, "灯").ToHex());
        Assert.NotEqual(Commitment.Of(salt, "灯"), Commitment.Of([1, .. salt[1..]], "灯"));
        Assert.Throws<ArgumentException>(() => Commitment.Of(salt.AsSpan(1), "灯"));
    }
}
