using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Core.Books;

/// <summary>Records what allows spending.</summary>
/// <param name="Ledger">The ledger it holds for.</param>
/// <param name="Kind">By what.</param>
/// <param name="Reference">Its number or name.</param>
/// <param name="Document">SHA-256 of the document that says so.</param>
/// <param name="Limit">The most; null for none of its own.</param>
/// <param name="To">Of a transfer: the ledger that gets.</param>
public sealed record GiveAuthority(Id<Ledger> Ledger, AuthorityKind Kind, string Reference, Digest Document, Money? Limit = null, Id<Ledger>? To = null)
{
    private const int ReferenceLimit = 200;

    /// <summary>Records it. Refuses, in this order: <c>not_found</c> (ledger), <c>authority_kind_unknown</c>, <c>missing</c> and <c>too_long</c> (reference), <c>authority_limit_invalid</c>, <c>transfer_one_ledger</c>.</summary>
    public Outcome<StoredAuthority> In(Change change)
    {
        var ledgers = change.Db.Set<StoredLedger>();
        var why = !ledgers.Any(l => l.Id == Ledger) || (To is { } to && !ledgers.Any(l => l.Id == to)) ? Refusal.NotFound("ledger")
            : !Enum.IsDefined(Kind) ? new Refusal("authority_kind_unknown", "kind")
            : string.IsNullOrWhiteSpace(Reference) ? Refusal.Missing("reference")
            : Reference.Length > ReferenceLimit ? Refusal.TooLong("reference", ReferenceLimit)
            : Limit <= Money.Zero ? new Refusal("authority_limit_invalid", "limit")
            : To == Ledger ? new Refusal("transfer_one_ledger", "to")
            : null;
        if (why is not null)
        {
            return why;
        }

        var row = new StoredAuthority
        {
            Id = change.NewId<Authority>(), LedgerId = Ledger, ToLedgerId = To, Kind = Kind, Reference = Reference.Trim(), Document = Document.ToArray(), LimitFen = Limit?.Fen, GivenAt = change.Now,
        };
        change.Add(row);
        change.Record(new AuthorityGiven(row.Id, Kind, row.Reference, Document.ToHex(), row.LimitFen), Ledger.Value);
        return row;
    }
}

/// <summary>Annuls an authority, as a court may: what was spent by it stays spent, and a claim is posted for it; nothing more can be.</summary>
/// <param name="Authority">Which.</param>
/// <param name="Why">Said in words.</param>
public sealed record AnnulAuthority(Id<Authority> Authority, string Why)
{
    /// <summary>Annuls it. Refuses, in this order: <c>not_found</c> (authority), <c>missing</c> (why), <c>authority_annulled</c>.</summary>
    public Outcome<Done> In(Change change)
    {
        if (change.Db.Set<StoredAuthority>().FirstOrDefault(a => a.Id == Authority) is not { } row)
        {
            return Refusal.NotFound("authority");
        }

        if (string.IsNullOrWhiteSpace(Why))
        {
            return Refusal.Missing("why");
        }

        if (row.AnnulledAt is not null)
        {
            return new Refusal("authority_annulled") { Kind = RefusalKind.Conflict };
        }

        change.Execute("UPDATE spend_authority SET annulled_at = @p1 WHERE district_id = @p0 AND id = @p2", change.Now.ToUnixTimeMilliseconds(), change.Store(Authority.Value));
        change.Record(new AuthorityAnnulled(Authority), row.LedgerId.Value, remark: Why);
        return Done.It;
    }
}
