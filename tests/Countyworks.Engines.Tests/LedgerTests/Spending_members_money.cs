using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using static Countyworks.Engines.Tests.LedgerTests.LedgerGiven;

namespace Countyworks.Engines.Tests.LedgerTests;

public sealed class Spending_members_money
{
    private readonly LedgerGiven given = new();

    public Spending_members_money() => given.Receive(1000);

    [Fact]
    public void Needs_an_authority_and_a_document()
    {
        Assert.Equal("authority_missing", given.Refused(given.Spend(5) with { Authority = null }));
        Assert.Equal("evidence_missing", given.Refused(given.Spend(5) with { Evidence = null }));
        Assert.Equal("authority_unknown", given.Refused(given.Spend(5) with { Authority = new(Guid.Empty) }));
        Assert.Null(given.Refused(given.Spend(5)));
    }

    [Fact]
    public void Stops_at_what_there_is()
    {
        Assert.Equal("member_money_short", given.Refused(given.Spend(1001)));
        Assert.Null(given.Refused(given.Spend(1000)));
        Assert.Equal("member_money_short", given.Refused(given.Spend(1)));
    }

    [Fact]
    public void Stops_at_what_is_held_already()
    {
        given.Do(given.Hold(900));

        Assert.Equal("member_money_short", given.Refused(given.Spend(101)));
        Assert.Equal("member_money_short", given.Refused(given.Hold(101)));
        Assert.Null(given.Refused(given.Spend(100)));
    }

    [Fact]
    public void Stops_at_what_its_authority_allows_spent_and_held_together()
    {
        given.Book.Take(new Authority(Vote, AuthorityKind.BudgetLine, "2026-31", Paper, 500));
        given.Do(given.Spend(200));
        given.Do(given.Hold(200));

        Assert.Equal("authority_exceeded", given.Refused(given.Spend(101)));
        Assert.Null(given.Refused(given.Spend(100)));
    }

    [Fact]
    public void Ends_with_an_annulled_vote_while_what_was_spent_stays_spent()
    {
        given.Do(given.Spend(10));
        given.Book.Take(given.Book.Authority(Vote)! with { AnnulledAt = Now });

        Assert.Equal("authority_annulled", given.Refused(given.Spend(5)));
        Assert.Equal(10, given.Of(Repairs).DebitPosted);
    }

    [Fact]
    public void Is_not_done_by_lending_it_out_of_the_bank_without_an_authority()
    {
        var lend = EntryOrder.Post("l", Day, Leg.Debit(Receivable, 5), Leg.Credit(Bank, 5));

        Assert.Equal("authority_missing", given.Refused(lend));
        Assert.Equal("evidence_missing", given.Refused(lend with { Authority = Vote }));
    }

    [Fact]
    public void Pays_what_was_owed_already_on_a_document_alone()
    {
        given.Do(given.Spend(10));
        var pay = EntryOrder.Post("p", Day, Leg.Debit(Vendor, 10), Leg.Credit(Bank, 10));

        Assert.Equal("evidence_missing", given.Refused(pay));
        Assert.Null(given.Refused(pay with { Evidence = Paper }));
    }

    [Fact]
    public void Never_crosses_to_another_ledger_but_by_a_transfer()
    {
        var other = new LedgerGiven();
        var common = new Book(new Ledger(new(new Guid("01900000-0000-7000-8000-000000000002")), LedgerScope.CommonIncome));
        common.Open(Account.Open(Bank, "b", false).Value);
        common.Open(Account.Open("Fund:Surplus", "s", true).Value);
        common.Take(new Authority(Vote, AuthorityKind.Vote, "V8", Paper, null));
        common.Enter(EntryOrder.Post("in", Day, Leg.Debit(Bank, 100), Leg.Credit("Fund:Surplus", 100)), Now);
        var id = new Guid("01900000-0000-7000-8000-000000000009");
        var gives = ByVote(EntryOrder.Post("t", Day, Leg.Debit("Fund:Surplus", 60), Leg.Credit(Bank, 60)) with { Transfer = id });
        var gets = ByVote(EntryOrder.Post("t", Day, Leg.Debit(Bank, 60), Leg.Credit(Repairs, 60)) with { Transfer = id });

        Assert.Equal("ledger_account_unknown", given.Refused(ByVote(EntryOrder.Post("x", Day, Leg.Debit("Fund:Surplus", 60), Leg.Credit(Repairs, 60)))));
        Assert.Null(new Transferring(gives, gets).Decide(common, other.Book, Now).Refusal);
        Assert.Equal("transfer_one_ledger", Refused(new(gives, gets), common, common));
        Assert.Equal("transfer_id_differs", Refused(new(gives with { Transfer = null }, gets), common, other.Book));
        Assert.Equal("transfer_authority_differs", Refused(new(gives, gets with { Authority = null }), common, other.Book));
        Assert.Equal("transfer_sums_differ", Refused(new(gives, gets with { Legs = [Leg.Debit(Bank, 59), Leg.Credit(Repairs, 59)] }), common, other.Book));
        Assert.Equal("authority_missing", Refused(new(gives with { Authority = null }, gets with { Authority = null }), common, other.Book));
    }

    private static string? Refused(Transferring transfer, Book from, Book to) => transfer.Decide(from, to, Now).Refusal?.Code;
}
