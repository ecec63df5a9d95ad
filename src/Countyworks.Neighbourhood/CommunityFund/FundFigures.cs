using Countyworks.Core.Indicators;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What the report says of the money of a neighbourhood that went over to the remuneration model 酬金制.</summary>
public static class FundFigures
{
    private const int ReportedYear = 2024, BelowPercent = 35, AbovePercent = 90, DividendYuan = 800_000;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ReportedFigure> All =
    [
        new("F05", "N5", FigureUnit.Percent, Reported.Below(BelowPercent), (db, _) => Reform(db) is { } reform ? Collected(db, reform.FundId, reform.Since.PlusDays(-1).Year) : null),
        new("F06", "N5", FigureUnit.Percent, Reported.Above(AbovePercent), (db, _) => Reform(db) is { } reform ? Collected(db, reform.FundId, ReportedYear) : null),
        new("F07", "N5", FigureUnit.Yuan, Reported.Exactly(DividendYuan), (db, _) => Reform(db) is { } reform ? Dividend(db, reform.FundId) : null),
    ];

    // The first fund that went over, and when.
    private static FundContract? Reform(DistrictDb db) =>
        db.Set<FundContract>().Where(c => c.Model == FeeModel.Remuneration).OrderBy(c => c.Since).ThenBy(c => c.FundId).FirstOrDefault();

    private static ComputedFigure? Collected(DistrictDb db, Id<Fund> fund, int year) =>
        Collection.Read(db, fund, new(year, 12, 31)).Rates.Current is var rate ? ComputedFigure.Of(rate.Collected, rate.Owed) : null;

    // Share by share, as the owners have them.
    private static ComputedFigure? Dividend(DistrictDb db, Id<Fund> fund) =>
        db.Set<DividendShare>().Where(s => s.FundId == fund && s.Year == ReportedYear).Select(s => s.Fen).ToList() is { Count: > 0 } shares
            ? ComputedFigure.Of(Money.FromFen(shares.Sum()))
            : null;
}
