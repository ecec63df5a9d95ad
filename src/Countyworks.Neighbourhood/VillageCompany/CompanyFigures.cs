using Countyworks.Core.Indicators;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Pages;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>What the report says of a village company.</summary>
public static class CompanyFigures
{
    private const int AllPercent = 100, FirstMonthYuan = 80_000;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ReportedFigure> All =
    [
        new("F10", "N10", FigureUnit.Percent, Reported.Exactly(AllPercent), OfCollective),
        new("F11", "N10", FigureUnit.Yuan, Reported.Exactly(FirstMonthYuan), FirstMonth),
    ];

    private static ComputedFigure? OfCollective(DistrictDb db, LocalDate today) => First(db) is { Company: var company }
        && Holding.OfCollective(db.Set<Holding>().Where(h => h.CompanyId == company.Id).ToList(), today) is var rate
            ? ComputedFigure.Of(Money.FromFen((long)rate.Part), Money.FromFen(rate.Whole))
            : null;

    private static ComputedFigure? FirstMonth(DistrictDb db, LocalDate today) =>
        First(db) is { } first && CompanyReader.FirstMonth(db, first.Company, first.Station, today) is { } revenue ? ComputedFigure.Of(revenue) : null;

    // The first charging station there was, and whose it is.
    private static ChargedBy? First(DistrictDb db) => (from station in db.Set<Asset>()
                                                       join company in db.Set<Company>() on station.CompanyId equals company.Id
                                                       where station.Kind == AssetKind.ChargingStation
                                                       orderby station.InServiceOn, station.Id
                                                       select new ChargedBy(company, station)).FirstOrDefault();

    private sealed record ChargedBy(Company Company, Asset Station);
}
