using System.Globalization;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Engines.Tests;

/// <summary>Rolls and ballots that have the figures a case names.</summary>
internal static class BallotGiven
{
    public static RollUnit Unit(string code, long hundredths, params string[] owners) => new(code, Area.FromHundredths(hundredths), owners);

    public static Roll Of(params RollUnit[] units) => Roll.Of(units).Value;

    public static Ballot Cast(string owner, Choice choice, long order = 1, BallotDoor door = BallotDoor.Online) => new(owner, choice, order, door);

    /// <summary>A roll of one owner a unit, in which so many heads with so much area said yes, no, abstained and kept away.</summary>
    public static Tally Counted(VoteRule rule, (long Area, int Heads) yes, (long Area, int Heads) no, (long Area, int Heads) abstain, (long Area, int Heads) away)
    {
        var units = new List<RollUnit>();
        var ballots = new List<Ballot>();
        Add(yes, Choice.Yes);
        Add(no, Choice.No);
        Add(abstain, Choice.Abstain);
        Add(away, null);
        var roll = Of([.. units]);
        return Tally.Of(roll, Counting.Voices(roll, ballots).Value, rule);

        void Add((long Area, int Heads) group, Choice? choice)
        {
            for (var i = 0; i < group.Heads; i++)
            {
                var area = (group.Area / group.Heads) + (i == 0 ? group.Area % group.Heads : 0);
                var owner = units.Count.ToString("D5", CultureInfo.InvariantCulture);
                units.Add(Unit(owner, area, owner));
                if (choice is { } said)
                {
                    ballots.Add(Cast(owner, said, units.Count));
                }
            }
        }
    }
}
