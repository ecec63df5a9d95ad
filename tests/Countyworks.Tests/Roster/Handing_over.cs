using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.Roster;

public sealed class Handing_over
{
    [Theory, EveryEngine]
    public async Task Counts_what_was_taken_in_the_shift_and_is_open_and_the_next_confirms(Engine engine)
    {
        await using var county = await County.On(engine);
        var next = await Two(county);
        county.Now("2026-09-28T09:00");
        var (open, closed) = (await county.File("路灯不亮"), await county.File("井盖松动"));
        await county.Move(closed.Id, RequestKind.Decline, "不属受理范围", county.Dispatcher);
        county.Now("2026-09-28T15:55");
        var shift = county.Shifts()[0];

        var given = await county.Do("hand_over", change => new HandOverShift(shift.Id, "  道闸已报修 ").In(change, county.Duty));
        county.Now("2026-09-28T16:02");
        var confirmed = await county.Do("confirm", change => new ConfirmHandOver(shift.Id).In(change, next));

        Assert.Equal((1, "道闸已报修"), (given.OpenMatters, given.Note));
        Assert.Equal([open.Id], county.Read(db => HandOverShift.OpenOf(db, shift).Select(m => m.Id).ToList()));
        Assert.Equal((next.Person!.Id, County.At("2026-09-28T16:02")), (confirmed.ConfirmedBy, confirmed.ConfirmedAt));
        Assert.Equal(["shift_handed_over", "hand_over_confirmed"], county.Read(db => db.Set<FactRow>().Where(f => f.SubjectId == shift.Id.Value && f.Kind != "shift_planned").OrderBy(f => f.Seq).Select(f => f.Kind).ToList()));
    }

    [Theory, EveryEngine]
    public async Task Is_for_whose_shift_it_is_once_and_confirmed_by_the_next_once(Engine engine)
    {
        await using var county = await County.On(engine);
        var next = await Two(county);
        var shift = county.Shifts()[0];

        Assert.Equal("shift_not_begun", await HandOver(county, shift, county.Duty));
        county.Now("2026-09-28T15:00");
        Assert.Equal("not_found", await HandOver(county, shift, next));
        Assert.Equal("not_found", await Confirm(county, shift, next));
        Assert.Equal("too_long", (await county.Try("hand_over", change => new HandOverShift(shift.Id, new string('话', 1001)).In(change, county.Duty))).Refusal?.Code);
        Assert.Null(await HandOver(county, shift, county.Duty));
        Assert.Equal("handed_over_already", await HandOver(county, shift, county.Duty));
        Assert.Equal("not_the_next", await Confirm(county, shift, county.Duty));
        Assert.Null(await Confirm(county, shift, next));
        Assert.Equal("confirmed_already", await Confirm(county, shift, next));
    }

    private static async Task<string?> HandOver(County county, Shift shift, Caller by) => (await county.Try("hand_over", change => new HandOverShift(shift.Id, "").In(change, by), by)).Refusal?.Code;

    private static async Task<string?> Confirm(County county, Shift shift, Caller by) => (await county.Try("confirm", change => new ConfirmHandOver(shift.Id).In(change, by), by)).Refusal?.Code;

    // The county's duty officer from 8 to 16, then another.
    private static async Task<Caller> Two(County county)
    {
        var next = await county.Officer("乙");
        Assert.Null((await county.Try(RosterGiven.Plan(county.Community.Id, county.Duty.Posts[0].Id, 8, 16, days: [IsoDayOfWeek.Monday]))).Refusal);
        Assert.Null((await county.Try(RosterGiven.Plan(county.Community.Id, next.Posts[0].Id, 16, 24, days: [IsoDayOfWeek.Monday]))).Refusal);
        return next;
    }
}
