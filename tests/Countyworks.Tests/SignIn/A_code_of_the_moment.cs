using System.Text;
using Countyworks.Core.SignIn.Means;
using NodaTime;

namespace Countyworks.Tests.SignIn;

public sealed class A_code_of_the_moment
{
    /// <summary>The test vectors of RFC 6238, appendix B, for SHA-1: eight digits there, the last six of them here.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Is_that_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Secret, Totp.StepOf(Instant.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Has_a_secret_in_Base32_as_RFC_4648_has_it(string text, string base32) => Assert.Equal(base32, Totp.Encode(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(-31, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void Is_taken_a_step_early_or_late_but_no_more(int secondsLater, bool isTaken)
    {
        var made = Instant.FromUnixTimeSeconds(1111111110);

        Assert.Equal(isTaken, Totp.StepTyped(Secret, Totp.CodeAt(Secret, Totp.StepOf(made)), made + Duration.FromSeconds(secondsLater), 0) is not null);
    }

    [Fact]
    public void Is_not_taken_twice()
    {
        var now = Instant.FromUnixTimeSeconds(1111111110);
        var code = Totp.CodeAt(Secret, Totp.StepOf(now));

        Assert.Null(Totp.StepTyped(Secret, code, now, after: Totp.StepTyped(Secret, code, now, 0)!.Value));
    }

    [Fact]
    public void May_be_typed_with_a_gap()
    {
        var now = Instant.FromUnixTimeSeconds(1111111110);

        Assert.NotNull(Totp.StepTyped(Secret, Totp.CodeAt(Secret, Totp.StepOf(now)).Insert(3, " "), now, 0));
    }

    private static string Secret => Totp.Encode("12345678901234567890"u8);
}
