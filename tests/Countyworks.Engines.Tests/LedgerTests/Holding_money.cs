using Countyworks.Engines.Ledgers;
using static Countyworks.Engines.Tests.LedgerTests.LedgerGiven;

namespace Countyworks.Engines.Tests.LedgerTests;

public sealed class Holding_money
{
    private static readonly NodaTime.Instant Over = At("2026-07-31", 0);

    private readonly LedgerGiven given = new();

    public Holding_money() => given.Receive(6_000_000);

    [Fact]
    public void For_a_lift_repair_posts_the_invoice_and_releases_the_rest()
    {
        var hold = given.Do(given.Hold(5_000_000));
        given.Do(given.PostHold(hold.Seq, 4_876_050));

        Assert.Equal(new Balance(4_876_050, 6_000_000, 0, 0), given.Of(Repairs));
        Assert.Equal(6_000_000 - 4_876_050, (long)given.Of(Repairs).FreeFen);
        Assert.Empty(given.Check());
    }

    [Fact]
    public void Frees_all_of_it_when_it_is_voided_or_its_time_is_over()
    {
        var (voided, expired) = (given.Do(given.Hold(100)), given.Do(given.Hold(200)));
        given.Do(EntryOrder.VoidHold("v", Day, voided.Seq));
        given.Do(EntryOrder.ExpireHold("e", Day, expired.Seq), Over);

        Assert.Equal(new Balance(0, 6_000_000, 0, 0), given.Of(Repairs));
        Assert.Empty(given.Check());
    }

    [Fact]
    public void Is_resolved_once_whatever_comes_after()
    {
        var hold = given.Do(given.Hold(100));
        given.Do(EntryOrder.VoidHold("v", Day, hold.Seq));

        Assert.Equal("hold_resolved", given.Refused(EntryOrder.VoidHold("w", Day, hold.Seq)));
        Assert.Equal("hold_resolved", given.Refused(given.PostHold(hold.Seq, 50)));
        Assert.Equal("hold_resolved", given.Refused(EntryOrder.ExpireHold("e", Day, hold.Seq), Over));
    }

    [Fact]
    public void Is_over_from_its_time_on_and_not_before()
    {
        var hold = given.Do(given.Hold(100));
        var justBefore = Over - NodaTime.Duration.FromMilliseconds(1);

        Assert.Equal("hold_not_expired", given.Refused(EntryOrder.ExpireHold("e", Day, hold.Seq), justBefore));
        Assert.Equal("hold_expired", given.Refused(given.PostHold(hold.Seq, 50), Over));
        Assert.Equal("hold_expired", given.Refused(EntryOrder.VoidHold("v", Day, hold.Seq), Over));
        Assert.Null(given.Refused(given.PostHold(hold.Seq, 50), justBefore));
    }

    [Fact]
    public void Refuses_to_post_nothing_more_than_held_or_elsewhere()
    {
        var hold = given.Do(given.Hold(100));

        Assert.Equal("legs_too_few", given.Refused(LedgerGiven.ByVote(EntryOrder.PostHold("a", Day, hold.Seq))));
        Assert.Equal("leg_not_positive", given.Refused(given.PostHold(hold.Seq, 0)));
        Assert.Equal("post_above_hold", given.Refused(given.PostHold(hold.Seq, 101)));
        Assert.Equal("hold_other_legs", given.Refused(LedgerGiven.ByVote(EntryOrder.PostHold("b", Day, hold.Seq, Leg.Debit(Repairs, 5), Leg.Credit(Bank, 5)))));
        Assert.Null(given.Refused(given.PostHold(hold.Seq, 100)));
    }

    [Fact]
    public void Rests_on_the_authority_of_the_hold_until_it_is_resolved()
    {
        var hold = given.Do(given.Hold(100));
        Assert.Equal(100, given.Book.Authority(Vote)!.HeldFen);

        Assert.Equal("hold_other_authority", given.Refused(given.PostHold(hold.Seq, 40) with { Authority = new(Guid.Empty) }));
        given.Do(given.PostHold(hold.Seq, 40) with { Authority = null });
        given.Do(EntryOrder.VoidHold("v", Day, given.Do(given.Hold(30)).Seq));

        Assert.Equal((40, 0), (given.Book.Authority(Vote)!.SpentFen, given.Book.Authority(Vote)!.HeldFen));
    }

    [Fact]
    public void Is_only_let_go_once_its_authority_was_annulled()
    {
        var hold = given.Do(given.Hold(100));
        given.Book.Take(given.Book.Authority(Vote)! with { AnnulledAt = Now });

        Assert.Equal("authority_annulled", given.Refused(given.PostHold(hold.Seq, 40)));
        Assert.Null(given.Refused(EntryOrder.VoidHold("v", Day, hold.Seq)));
    }

    [Fact]
    public void Is_not_for_entries_that_are_no_holds_nor_for_times_gone()
    {
        Assert.Equal("not_a_hold", given.Refused(EntryOrder.VoidHold("a", Day, 1)));
        Assert.Equal("entry_unknown", given.Refused(EntryOrder.VoidHold("b", Day, 99)));
        Assert.Equal("hold_expiry_past", given.Refused(given.Hold(5, Now)));
    }
}

public sealed class Reversing_an_entry
{
    private readonly LedgerGiven given = new();

    [Fact]
    public void Moves_everything_back_and_names_what_it_reverses()
    {
        var paid = given.Receive(100);
        var back = given.Do(ByVote(EntryOrder.Reverse("r", Day, paid.Seq)));

        Assert.Equal((0, paid.Seq), (given.Of(Bank).NetFen, back.Order.Of));
        Assert.Equal([Leg.Credit(Bank, 100), Leg.Debit(Repairs, 100)], back.Legs);
        Assert.Empty(given.Check());
    }

    [Fact]
    public void Happens_once_and_is_not_reversed_itself()
    {
        var paid = given.Receive(100);
        var back = given.Do(ByVote(EntryOrder.Reverse("r", Day, paid.Seq)));

        Assert.Equal("entry_reversed", given.Refused(ByVote(EntryOrder.Reverse("s", Day, paid.Seq))));
        Assert.Equal("not_reversible", given.Refused(ByVote(EntryOrder.Reverse("t", Day, back.Seq))));
    }

    [Fact]
    public void Takes_back_what_was_posted_of_a_hold_but_no_hold()
    {
        given.Receive(100);
        var hold = given.Do(given.Hold(50));
        var posted = given.Do(given.PostHold(hold.Seq, 40));

        Assert.Equal("not_reversible", given.Refused(EntryOrder.Reverse("a", Day, hold.Seq)));
        Assert.Null(given.Refused(EntryOrder.Reverse("b", Day, posted.Seq) with { Evidence = Paper }));
        Assert.Equal(100, (long)given.Of(Repairs).FreeFen);
    }

    [Fact]
    public void Cannot_take_back_what_has_been_spent()
    {
        var paid = given.Receive(100);
        given.Do(given.Spend(60));

        Assert.Equal("member_money_short", given.Refused(ByVote(EntryOrder.Reverse("r", Day, paid.Seq))));
    }
}
