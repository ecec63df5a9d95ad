using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>The tables of village companies.</summary>
internal static class CompanyTables
{
    public static void Map(ModelBuilder tables)
    {
        tables.Entity<Company>().ToTable("village_company");
        tables.Entity<Holding>().ToTable("village_holding");
        tables.Entity<Member>().ToTable("village_member");
        tables.Entity<ShareChange>().ToTable("village_share_change");
        tables.Entity<RegisterFreeze>().ToTable("village_register_freeze").HasKey(f => new { f.CompanyId, f.Day });
        tables.Entity<Asset>().ToTable("village_asset");
        tables.Entity<ChargingSession>().ToTable("charging_session").HasKey(s => new { s.AssetId, s.Number });
        tables.Entity<SessionImport>().ToTable("session_import");
        tables.Entity<Contract>().ToTable("village_contract");
        tables.Entity<RelatedParty>().ToTable("village_related_party");
        tables.Entity<AssemblyDecision>().ToTable("village_decision").Ignore(d => d.Tally);
        tables.Entity<Dividend>().ToTable("village_dividend").HasKey(d => new { d.CompanyId, d.Year });
        tables.Entity<DividendPart>().ToTable("village_dividend_part").HasKey(p => new { p.CompanyId, p.Year, p.MemberId });
        tables.Entity<CompanyFile>().ToTable("village_file").HasKey(f => new { f.CompanyId, f.FileId });
    }
}
