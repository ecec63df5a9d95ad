using Countyworks.Core.Books;
using Countyworks.Core.Files;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Pages;

/// <summary>Reads what the pages of village companies show.</summary>
internal static class CompanyReader
{
    private const int Most = 500;

    /// <summary>The companies there are, by place.</summary>
    public static IReadOnlyList<CompanyRow> All(DistrictDb db, PlaceTreeNames names, LocalDate today)
    {
        var companies = db.Set<Company>().OrderBy(c => c.PlacePath).ThenBy(c => c.Id).Take(Most).ToList();
        var holdings = db.Set<Holding>().ToLookup(h => h.CompanyId);
        return [.. companies.Select(c => new CompanyRow(c, names(c.PlaceId), Holding.OfCollective(holdings[c.Id], today)))];
    }

    /// <summary>The assets of a company with the money of a month.</summary>
    public static IReadOnlyList<AssetRow> Assets(DistrictDb db, Company company, YearMonth month, LocalDate today)
    {
        var booked = CompanyBooks.Booked(db, company.LedgerId, CompanyMonth.First(month), CompanyMonth.Last(month));
        return
        [
            .. db.Set<Asset>().Where(a => a.CompanyId == company.Id).OrderBy(a => a.Code).ToList()
                .Select(a => new AssetRow(a, DailyResult.Of(booked[a.Code], CompanyMonth.First(month), CompanyMonth.Last(month)), FirstMonth(db, company, a, today))),
        ];
    }

    /// <summary>Revenue of an asset's first month of operation; null while that is not over.</summary>
    public static Money? FirstMonth(DistrictDb db, Company company, Asset asset, LocalDate today)
    {
        var ends = DailyResult.FirstMonthEnds(asset.InServiceOn);
        return ends >= today ? null : DailyResult.Of(CompanyBooks.Booked(db, company.LedgerId, asset.InServiceOn, ends)[asset.Code], asset.InServiceOn, ends).Revenue;
    }

    /// <summary>The contracts signed over some days, the newest first.</summary>
    public static IReadOnlyList<ContractRow> Contracts(DistrictDb db, Company company, LocalDate from, LocalDate to)
    {
        var parties = db.Set<RelatedParty>().Where(p => p.CompanyId == company.Id).OrderBy(p => p.Id).ToList();
        var decisions = db.Set<AssemblyDecision>().Where(d => d.CompanyId == company.Id).ToDictionary(d => d.Id, d => d.Number);
        var contracts = db.Set<Contract>().Where(c => c.CompanyId == company.Id && c.SignedOn >= from && c.SignedOn <= to).OrderByDescending(c => c.SignedOn).ThenByDescending(c => c.Id).Take(Most).ToList();
        var spent = db.Set<StoredAuthority>().Where(a => a.LedgerId == company.LedgerId).ToDictionary(a => a.Id, a => a.SpentFen);
        return [.. contracts.Select(c => new ContractRow(c, [.. c.With(parties)], c.DecisionId is { } id ? decisions[id] : null, Money.FromFen(spent[c.AuthorityId])))];
    }

    /// <summary>The page of a company.</summary>
    public static CompanyView One(PageCall page, Company company, string? done)
    {
        var (db, caller, today) = (page.Db, page.Caller, page.Today);
        var month = CompanyMonth.Of(page.Http.Request.Query["month"], today);
        var maySee = caller.Has(CompanyPermissions.See, company.PlacePath);
        return new(company, page.Places.FullName(company.PlaceId), month, today)
        {
            Holdings = db.Set<Holding>().Where(h => h.CompanyId == company.Id).OrderBy(h => h.FirstDay).ThenBy(h => h.Id).ToList(),
            Assets = Assets(db, company, month, today),
            Contracts = Contracts(db, company, company.FoundedOn, today),
            Decisions = db.Set<AssemblyDecision>().Where(d => d.CompanyId == company.Id).OrderByDescending(d => d.HeldOn).ThenByDescending(d => d.Id).Take(Most).ToList(),
            Dividends = db.Set<Dividend>().Where(d => d.CompanyId == company.Id).OrderByDescending(d => d.Year).ToList(),
            Parties = maySee ? db.Set<RelatedParty>().Where(p => p.CompanyId == company.Id).OrderByDescending(p => p.FirstDay).ThenBy(p => p.Id).Take(Most).ToList() : [],
            MaySee = maySee,
            MayKeep = caller.Has(CompanyPermissions.Keep, company.PlacePath),
            Done = done,
        };
    }

    /// <summary>The bill of a month.</summary>
    public static CompanyBill Bill(PageCall page, Company company, YearMonth month, string address)
    {
        var (db, first, last) = (page.Db, CompanyMonth.First(month), CompanyMonth.Last(month));
        var maySee = page.Caller.Has(CompanyPermissions.See, company.PlacePath);
        return new(
            company, page.Places.FullName(company.PlaceId), month, page.Today, Assets(db, company, month, page.Today), Lines(db, company, first, last, maySee),
            BalancesOn.Read(db, company.LedgerId, first.PlusDays(-1)).Net(CompanyBooks.Bank),
            BalancesOn.Read(db, company.LedgerId, last).Net(CompanyBooks.Bank),
            Contracts(db, company, first, last), db.Set<StoredLedger>().First(l => l.Id == company.LedgerId).Code, QrPicture.Of(address));
    }

    private static IReadOnlyList<BillLine> Lines(DistrictDb db, Company company, LocalDate first, LocalDate last, bool maySee)
    {
        var rows = (
            from entry in db.Set<StoredEntry>()
            join leg in db.Set<StoredLeg>() on new { entry.LedgerId, entry.Seq } equals new { leg.LedgerId, leg.Seq }
            where entry.LedgerId == company.LedgerId && entry.EffectiveOn >= first && entry.EffectiveOn <= last && leg.Phase == Phase.Posted && !entry.Key.StartsWith(CompanyBooks.YearKey)
            orderby entry.EffectiveOn, entry.Seq, leg.Account
            select new { Entry = entry, leg.Account, leg.Side, leg.Fen }).ToList();
        var authorities = db.Set<StoredAuthority>().Where(a => a.LedgerId == company.LedgerId).ToDictionary(a => a.Id, a => a.Reference);
        var files = maySee ? db.Set<CompanyFile>().Where(f => f.CompanyId == company.Id).ToDictionary(f => Convert.ToHexStringLower(f.Document), f => f.FileId) : [];
        return
        [
            .. rows.GroupBy(row => row.Entry.Seq).Select(group =>
            {
                var entry = group.First().Entry;
                long Net(AccountRoot root) => group.Where(leg => AccountCode.Of(leg.Account).Root == root).Sum(leg => leg.Side == Side.Debit ? leg.Fen : -leg.Fen);
                var bank = group.Where(leg => leg.Account == CompanyBooks.Bank).Sum(leg => leg.Side == Side.Debit ? leg.Fen : -leg.Fen);
                var evidence = entry.Evidence is { } hash ? Convert.ToHexStringLower(hash) : null;
                return new BillLine(
                    entry.EffectiveOn, entry.Seq, entry.Memo, Money.FromFen(-Net(AccountRoot.Income)), Money.FromFen(Net(AccountRoot.Expenses)), Money.FromFen(bank),
                    entry.AuthorityId is { } by ? authorities[by] : null, evidence, evidence is not null && files.TryGetValue(evidence, out var file) ? file : null);
            }),
        ];
    }
}

/// <summary>The name of a place.</summary>
internal delegate string PlaceTreeNames(Id<Core.Places.Place> place);
