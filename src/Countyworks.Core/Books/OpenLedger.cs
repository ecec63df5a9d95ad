using System.Text.RegularExpressions;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;

namespace Countyworks.Core.Books;

/// <summary>Opens a ledger. Whether the caller may is for the programme whose ledger it is.</summary>
/// <param name="Code">Small letters, digits, hyphens and slashes: <c>xq-0007/fees</c>; unlike any other's.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">Whose money it holds.</param>
/// <param name="Place">The place whose it is.</param>
public sealed partial record OpenLedger(string Code, string Name, LedgerScope Scope, Id<Place> Place)
{
    private const int NameLimit = 200;

    /// <summary>Opens it. Refuses, in this order: <c>not_found</c> (place), <c>ledger_code_invalid</c>, <c>missing</c> and <c>too_long</c> (name), <c>ledger_code_taken</c>.</summary>
    public Outcome<StoredLedger> In(Change change)
    {
        var why = !change.Db.Set<Place>().Any(p => p.Id == Place) ? Refusal.NotFound("place")
            : !Form().IsMatch(Code) ? new Refusal("ledger_code_invalid", "code")
            : string.IsNullOrWhiteSpace(Name) ? Refusal.Missing("name")
            : Name.Length > NameLimit ? Refusal.TooLong("name", NameLimit)
            : change.Db.Set<StoredLedger>().Any(l => l.Code == Code) ? new Refusal("ledger_code_taken", "code") { Kind = RefusalKind.Conflict }.With("code", Code)
            : null;
        if (why is not null)
        {
            return why;
        }

        var ledger = new StoredLedger { Id = change.NewId<Ledger>(), Code = Code, Name = Name.Trim(), Scope = Scope, PlaceId = Place, OpenedAt = change.Now, LastRecordedAt = change.Now };
        change.Add(ledger);
        change.Record(new LedgerOpened(Code, Scope, Place), ledger.Id.Value);
        return ledger;
    }

    [GeneratedRegex(@"^[a-z0-9]+([-/][a-z0-9]+){0,15}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}

/// <summary>Opens an account of a ledger.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsMemberMoney">Whether it is members' money.</param>
public sealed record OpenLedgerAccount(Id<Ledger> Ledger, string Code, string Name, bool IsMemberMoney)
{
    /// <summary>Opens it. Refuses, in this order: <c>not_found</c> (ledger), what <see cref="Account.Open"/> refuses, <c>ledger_account_exists</c>.</summary>
    public Outcome<StoredAccount> In(Change change) => !change.Db.Set<StoredLedger>().Any(l => l.Id == Ledger)
        ? Refusal.NotFound("ledger")
        : Account.Open(Code, Name, IsMemberMoney).Then<StoredAccount>(account =>
        {
            if (change.Db.Set<StoredAccount>().Any(a => a.LedgerId == Ledger && a.Code == Code))
            {
                return new Refusal("ledger_account_exists", "code") { Kind = RefusalKind.Conflict }.With("account", Code);
            }

            var row = new StoredAccount { LedgerId = Ledger, Code = Code, Name = account.Name, IsMemberMoney = IsMemberMoney, IsSpentByDebit = account.IsSpentByDebit };
            change.Add(row);
            change.Record(new LedgerAccountOpened(Code, IsMemberMoney), Ledger.Value);
            return row;
        });
}
