using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.VillageCompany.Rules;

/// <summary>What a member gets.</summary>
/// <param name="Member">The member's number.</param>
/// <param name="MilliShares">Thousandths of a share.</param>
/// <param name="Amount">How much.</param>
public readonly record struct DividendLine(string Member, long MilliShares, Money Amount);

/// <summary>A year's result distributed: first the reserve, then the rest by share. Equal shares get equal money to the fen; what is left over is carried on.</summary>
/// <param name="Reserve">The reserve and welfare fund 公积公益金.</param>
/// <param name="Distributable">What is divided.</param>
/// <param name="PerShare">Of one whole share, rounded down.</param>
/// <param name="Lines">By member's number.</param>
/// <param name="Carry">Stays undistributed 未分配收益.</param>
public sealed record DividendPlan(Money Reserve, Money Distributable, Money PerShare, IReadOnlyList<DividendLine> Lines, Money Carry)
{
    /// <summary>All parts together.</summary>
    public Money Paid => Distributable - Carry;

    /// <summary>Works it out. Refuses what <see cref="VillageResult.Of"/> refuses, then what <see cref="Division.FloorWithCarry"/> refuses.</summary>
    /// <param name="net">The year's result.</param>
    /// <param name="undistributed">From earlier years.</param>
    /// <param name="reserveBasisPoints">By the charter, in hundredths of a per cent of this year's result.</param>
    /// <param name="register">Who holds what on the record day.</param>
    public static Outcome<DividendPlan> Of(Money net, Money undistributed, int reserveBasisPoints, ShareRegister register) =>
        VillageResult.Of(net, undistributed, reserveBasisPoints).Then(result =>
            Division.FloorWithCarry(result.Distributable, [.. register.Lines.Select(line => new Weight(line.Member, line.MilliShares))]).Then<DividendPlan>(division => new DividendPlan(
                result.Reserve,
                result.Distributable,
                Money.FromFen((long)((Int128)result.Distributable.Fen * ShareRegister.Whole / register.MilliShares)),
                [.. register.Lines.Zip(division.Parts, (line, part) => new DividendLine(line.Member, line.MilliShares, part))],
                division.Carry)));
}
