using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What a contract earned up to a day, and what of it is not posted yet.</summary>
/// <param name="Contract">The contract of that day.</param>
/// <param name="SoFar">Receipts or bills since it began; nothing for a fixed sum.</param>
/// <param name="Due">What is to be posted; below nothing where receipts were returned. Nothing where a later day was worked out already: that had this one in it.</param>
public sealed record RemunerationState(FundContract Contract, Money SoFar, Money Due)
{
    /// <summary>Reads it; null before the first contract.</summary>
    public static RemunerationState? Read(DistrictDb db, Id<Fund> fund, LocalDate through)
    {
        if (FundCall.Contract(db, fund, through) is not { } contract)
        {
            return null;
        }

        var since = contract.Since;
        var soFar = contract.Base switch
        {
            RemunerationBase.Receipts => db.Set<FundPayment>().Where(p => p.FundId == fund && p.ReceivedOn >= since && p.ReceivedOn <= through && p.Means != PaymentMeans.Dividend && (p.ReturnedOn == null || p.ReturnedOn > through)).Sum(p => p.Fen),
            RemunerationBase.Billed => db.Set<FundBill>().Where(b => b.FundId == fund && b.Since >= since && b.Since <= through).Sum(b => b.Fen),
            RemunerationBase.Fixed => 0,
            _ => throw new InvalidOperationException($"{contract.Base} is no base of remuneration."),
        };
        var months = Period.Between(since, through.PlusDays(1), PeriodUnits.Months).Months;
        var terms = new Remuneration(contract.Base, contract.RateBasisPoints, Money.FromFen(contract.FixedFen) * months);
        return new(contract, Money.FromFen(soFar), contract.PostedThrough > through ? Money.Zero : terms.Due(Money.FromFen(soFar), Money.FromFen(contract.PostedFen)));
    }
}

/// <summary>Posts the remuneration of the contract up to a day: what was earned together so far, less what was posted already.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Through">The day.</param>
public sealed record PostRemuneration(Id<Fund> Fund, LocalDate Through)
{
    /// <summary>Posts it; answers how much. Where nothing is due, nothing is posted. Refuses, in this order: <c>not_found</c> (fund), <c>contract_missing</c>, and what an entry refuses.</summary>
    public Outcome<Money> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then<Money>(fund =>
    {
        if (RemunerationState.Read(change.Db, Fund, Through) is not { } state)
        {
            return new Refusal("contract_missing") { Kind = RefusalKind.Conflict };
        }

        if (state.Due == Money.Zero)
        {
            return Money.Zero;
        }

        var (contract, sum) = (state.Contract, Math.Abs(state.Due.Fen));
        List<Leg> legs = [Leg.Debit(FundAccounts.Fees, sum), Leg.Credit(FundAccounts.Manager, sum)];
        var key = string.Create(CultureInfo.InvariantCulture, $"remuneration {contract.AuthorityId} {contract.PostedFen} {state.Due.Fen}");
        var order = EntryOrder.Post(key, CountyTime.LocalDay(change.Now), state.Due.IsNegative ? [.. legs.Select(l => l.Mirror())] : legs);
        return FundCall.Enter(change, fund.FeesId, order with { Authority = contract.AuthorityId, Evidence = FundCall.Paper(change.Db, contract.AuthorityId), Memo = "remuneration" }).Then<Money>(_ =>
        {
            (contract.PostedFen, contract.PostedThrough) = (contract.PostedFen + state.Due.Fen, Through);
            change.Put(contract);
            change.Record(new RemunerationPosted(Through, state.SoFar.Fen, state.Due.Fen), Fund.Value);
            return state.Due;
        });
    });
}

/// <summary>Pays out what is owed to the manager.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Sum">How much.</param>
/// <param name="Paper">SHA-256 of the bank's receipt.</param>
/// <param name="Key">The same key is the same payment.</param>
public sealed record PayManager(Id<Fund> Fund, Money Sum, Digest Paper, string Key)
{
    /// <summary>Pays it. Refuses, in this order: <c>not_found</c> (fund), <c>payment_not_positive</c> (sum), <c>manager_owed_less</c> (owed), and what an entry refuses.</summary>
    public Outcome<Done> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then<Done>(fund =>
    {
        var owed = Money.FromFen(-FundCall.Balance(change.Db, fund.FeesId, FundAccounts.Manager).NetFen);
        var why = FundCall.NotPositive("sum", Sum) ?? (Sum > owed ? new Refusal("manager_owed_less", "sum") { Kind = RefusalKind.Conflict }.With("owed", owed) : null);
        var order = EntryOrder.Post($"manager {Key}", CountyTime.LocalDay(change.Now), Leg.Debit(FundAccounts.Manager, Sum.Fen), Leg.Credit(FundAccounts.Bank, Sum.Fen)) with { Evidence = Paper, Memo = "remuneration paid" };
        return why is not null ? why : FundCall.Enter(change, fund.FeesId, order).Then<Done>(_ => Done.It);
    });
}

/// <summary>Takes cash from the till to the bank.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Sum">How much.</param>
/// <param name="Paper">SHA-256 of the bank's slip.</param>
/// <param name="Key">The same key is the same way to the bank.</param>
public sealed record BankCash(Id<Fund> Fund, Money Sum, Digest Paper, string Key)
{
    /// <summary>Takes it. Refuses, in this order: <c>not_found</c> (fund), <c>payment_not_positive</c> (sum), <c>contract_missing</c>, <c>till_short</c> (till), and what an entry refuses.</summary>
    public Outcome<Done> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then<Done>(fund =>
    {
        var (today, till) = (CountyTime.LocalDay(change.Now), Money.FromFen(FundCall.Balance(change.Db, fund.FeesId, FundAccounts.Till).NetFen));
        if (FundCall.NotPositive("sum", Sum) is { } nothing)
        {
            return nothing;
        }

        if (FundCall.Contract(change.Db, Fund, today) is not { } contract || Sum > till)
        {
            return Sum > till ? new Refusal("till_short", "sum") { Kind = RefusalKind.Conflict }.With("till", till) : new Refusal("contract_missing") { Kind = RefusalKind.Conflict };
        }

        var order = EntryOrder.Post($"banked {Key}", today, Leg.Debit(FundAccounts.Bank, Sum.Fen), Leg.Credit(FundAccounts.Till, Sum.Fen)) with { Authority = contract.AuthorityId, Evidence = Paper, Memo = "cash banked" };
        return FundCall.Enter(change, fund.FeesId, order).Then<Done>(_ => Done.It);
    });
}
