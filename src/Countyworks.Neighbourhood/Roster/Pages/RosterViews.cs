using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster.Pages;

/// <summary>The rosters there are.</summary>
/// <param name="Rows">A place a row.</param>
/// <param name="Form">The form that opens another.</param>
/// <param name="Candidates">The places that fit what was typed, when several do.</param>
/// <param name="MayPlan">Whether the reader plans anywhere.</param>
/// <param name="StandsDuty">Whether the reader hands over shifts.</param>
public sealed record RostersView(IReadOnlyList<RosterRow> Rows, Form Form, IReadOnlyList<Option> Candidates, bool MayPlan, bool StandsDuty);

/// <summary>A roster in one line.</summary>
/// <param name="Place">Where.</param>
/// <param name="Name">The place's full name.</param>
/// <param name="Covered">Hours of this week that are covered.</param>
/// <param name="Hours">Hours of this week.</param>
/// <param name="NextGap">The next gap of this week and the next; null for none.</param>
/// <param name="OnDuty">Who is on duty now, with the phone; null when nobody is.</param>
public sealed record RosterRow(Id<Place> Place, string Name, decimal Covered, decimal Hours, Interval? NextGap, string? OnDuty);

/// <summary>A week of a roster.</summary>
/// <param name="Place">Where.</param>
/// <param name="Name">The place's full name.</param>
/// <param name="Week">The week.</param>
/// <param name="Now">The moment of looking.</param>
/// <param name="Posts">The posts, for names.</param>
/// <param name="Places">The places, for names.</param>
/// <param name="Repeat">The form that repeats the week; null for who may not plan.</param>
public sealed record WeekView(Place Place, string Name, RosterWeek Week, Instant Now, PostDirectory Posts, PlaceTree Places, Form? Repeat)
{
    /// <summary>How many shifts were just planned; null when none.</summary>
    public int? Planned { get; init; }
}

/// <summary>The form that plans shifts.</summary>
/// <param name="Place">Where.</param>
/// <param name="Name">The place's full name.</param>
/// <param name="Form">The form.</param>
/// <param name="Posts">Who may stand there.</param>
public sealed record PlanView(Place Place, string Name, Form Form, IReadOnlyList<Option> Posts);

/// <summary>One shift, with what can be done about it.</summary>
/// <param name="Shift">The shift.</param>
/// <param name="Name">The place's full name.</param>
/// <param name="Person">Who stands it.</param>
/// <param name="Title">In which post.</param>
/// <param name="Form">The form.</param>
/// <param name="Posts">Who else may stand it; empty when it is over.</param>
/// <param name="Others">The shifts it can be swapped with; empty when it has begun.</param>
/// <param name="HasBegun">Whether it has begun.</param>
public sealed record ShiftView(Shift Shift, string Name, string Person, string Title, Form Form, IReadOnlyList<Option> Posts, IReadOnlyList<Option> Others, bool HasBegun);

/// <summary>What a duty officer hands over and takes over.</summary>
/// <param name="Form">The form of the note.</param>
/// <param name="Mine">The shift to hand over; null when there is none.</param>
/// <param name="ToConfirm">What others handed over to the reader.</param>
/// <param name="Next">The reader's next shifts.</param>
/// <param name="Done">The last hand-overs of the places where the reader stood.</param>
public sealed record HandOverView(Form Form, OwnShift? Mine, IReadOnlyList<HandedOver> ToConfirm, IReadOnlyList<(Shift Shift, string Place)> Next, IReadOnlyList<HandedOver> Done);

/// <summary>A shift to be handed over.</summary>
/// <param name="Shift">The shift.</param>
/// <param name="Place">Where.</param>
/// <param name="Open">The requests taken in it that are open, the first first; at most <see cref="HandOverReader.MostOpen"/>.</param>
/// <param name="OpenCount">How many there are.</param>
/// <param name="Next">Who takes over, and from when; null when nobody is planned.</param>
public sealed record OwnShift(Shift Shift, string Place, IReadOnlyList<Brief> Open, int OpenCount, string? Next);

/// <summary>A hand-over.</summary>
/// <param name="Shift">The shift that was handed over.</param>
/// <param name="Place">Where.</param>
/// <param name="Given">The hand-over.</param>
/// <param name="By">Who gave it.</param>
/// <param name="ConfirmedBy">Who confirmed it; null while nobody did.</param>
/// <param name="Open">What is still open of it; empty for those that are confirmed.</param>
public sealed record HandedOver(Shift Shift, string Place, HandOver Given, string By, string? ConfirmedBy, IReadOnlyList<Brief> Open);
