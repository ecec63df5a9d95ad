using System.Text.RegularExpressions;
using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>Puts an asset on record and opens its accounts.</summary>
/// <param name="Which">The company.</param>
/// <param name="Code">Its code in the accounts.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="InServiceOn">Its first day of operation; may be to come.</param>
public sealed partial record AddAsset(Id<Company> Which, string Code, string Name, AssetKind Kind, LocalDate InServiceOn)
{
    /// <summary>
    /// Adds it. Refuses, in this order: <c>not_found</c> (company), <c>asset_code_invalid</c> (code), <c>missing</c> and <c>too_long</c> (name), <c>date_before_founding</c> (inServiceOn),
    /// <c>asset_exists</c> (code).
    /// </summary>
    public Outcome<Asset> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Asset>(company =>
    {
        var why = !Form().IsMatch(Code) ? new Refusal("asset_code_invalid", "code")
            : string.IsNullOrWhiteSpace(Name) ? Refusal.Missing("name")
            : Name.Length > Company.NameLimit ? Refusal.TooLong("name", Company.NameLimit)
            : InServiceOn < company.FoundedOn ? new Refusal("date_before_founding", "inServiceOn").With("founded", company.FoundedOn)
            : change.Db.Set<Asset>().Any(a => a.CompanyId == company.Id && a.Code == Code) ? new Refusal("asset_exists", "code") { Kind = RefusalKind.Conflict }
            : null;
        if (why is not null)
        {
            return why;
        }

        var asset = new Asset { Id = change.NewId<Asset>(), CompanyId = company.Id, Code = Code, Name = Name.Trim(), Kind = Kind, InServiceOn = InServiceOn };
        foreach (var account in new[] { CompanyBooks.Revenue(Code), CompanyBooks.Cost(Code), CompanyBooks.Receivable(Code) })
        {
            _ = new OpenLedgerAccount(company.LedgerId, account, asset.Name, IsMemberMoney: false).In(change).Value;
        }

        change.Add(asset);
        change.Record(new AssetAdded(asset.Id, Code, Kind, InServiceOn), company.Id.Value, Audience.Public);
        return asset;
    });

    [GeneratedRegex(@"^[A-Z0-9][A-Z0-9-]{0,19}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}
