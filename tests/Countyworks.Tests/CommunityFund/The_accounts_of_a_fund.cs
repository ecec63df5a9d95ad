using Countyworks.Engines.Ledgers;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.CommunityFund.Pages;
using Countyworks.Server.Hosting;
using Countyworks.Ui;

namespace Countyworks.Tests.CommunityFund;

public sealed class The_accounts_of_a_fund
{
    private static readonly Texts words = new([.. UiServices.OwnTexts, .. CountyHost.Modules.SelectMany(m => m.TextSources).Select(s => new TextSource(s.Assembly, s.BaseName))]);

    [Fact]
    public void Have_each_a_name_of_their_own_for_who_reads_no_codes()
    {
        var codes = FundAccounts.OfFees.Concat(FundAccounts.OfCommon).Concat(FundAccounts.OfMaintenance).Select(a => a.Code).Distinct().ToList();
        var names = codes.ConvertAll(code => FundWords.Account(words, AccountCode.Of(code)));

        Assert.Equal(codes.Count, names.Distinct().Count());
        Assert.DoesNotContain(names, name => name.Contains(':', StringComparison.Ordinal) || name.StartsWith('['));
    }

    [Fact]
    public void Of_a_home_keep_their_code() => Assert.Equal("Assets:Receivable:U00012", FundWords.Account(words, AccountCode.Of(FundAccounts.Receivable(12))));

    [Fact]
    public void Are_moved_for_what_somebody_wrote_or_what_the_program_says_in_the_readers_language()
    {
        Assert.Equal("活动室9月出租", FundWords.Memo(words, "活动室9月出租"));
        Assert.NotEqual("cash banked", FundWords.Memo(words, "cash banked"));
    }
}
