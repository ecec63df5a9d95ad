using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>A line of a bank's statement.</summary>
/// <param name="On">The day it was booked.</param>
/// <param name="Amount">What came in (positive) or went out (negative); never nothing.</param>
/// <param name="Reference">The bank's own number of it, or what the payer was asked to write; empty where the bank gives none.</param>
/// <param name="Other">Who paid, or was paid.</param>
/// <param name="Purpose">What it was said to be for.</param>
public sealed record BankLine(LocalDate On, Money Amount, string Reference, string Other, string Purpose);

/// <summary>A bank's statement, as it says of itself.</summary>
/// <param name="Account">The bank account.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Opening">What was there before.</param>
/// <param name="In">All that came in, as its head says; not negative.</param>
/// <param name="Out">All that went out, as its head says; not negative.</param>
/// <param name="Closing">What is there after.</param>
/// <param name="Lines">The lines.</param>
public sealed record BankStatement(string Account, LocalDate From, LocalDate To, Money Opening, Money In, Money Out, Money Closing, IReadOnlyList<BankLine> Lines)
{
    /// <summary>The most lines.</summary>
    public const int LineLimit = 100_000;

    /// <summary>
    /// Whether it adds up; one that does not is refused whole, for nobody knows which line is missing or too much. Refuses, in this order: <c>statement_lines_too_many</c>,
    /// <c>statement_balance_wrong</c> (opening + in − out is not closing), <c>statement_totals_wrong</c> (the lines are not what the head says),
    /// <c>statement_line_outside</c> (a line of no day of it), <c>statement_line_empty</c> (a line of nothing), <c>statement_line_twice</c> (the same line, by all it says, twice under one reference).
    /// </summary>
    public Outcome<BankStatement> Checked()
    {
        if (Lines.Count > LineLimit)
        {
            return new Refusal("statement_lines_too_many").With("limit", LineLimit);
        }

        var (ins, outs) = (Sum(line => line.Amount > Money.Zero), -Sum(line => line.Amount < Money.Zero));
        return (Int128)Opening.Fen + In.Fen - Out.Fen != Closing.Fen ? new Refusal("statement_balance_wrong").With("opening", Opening).With("in", In).With("out", Out).With("closing", Closing)
            : ins != In.Fen || outs != Out.Fen ? new Refusal("statement_totals_wrong").With("in", In).With("out", Out).With("linesIn", Shown(ins)).With("linesOut", Shown(outs))
            : Number(line => line.On < From || line.On > To) is { } outside ? new Refusal("statement_line_outside").With("line", outside)
            : Number(line => line.Amount == Money.Zero) is { } nothing ? new Refusal("statement_line_empty").With("line", nothing)
            : Lines.Where(l => l.Reference.Length > 0).GroupBy(l => l).FirstOrDefault(l => l.Count() > 1) is { Key.Reference: var twice } ? new Refusal("statement_line_twice").With("reference", twice)
            : this;
    }

    private int? Number(Func<BankLine, bool> wrong) => Lines.Index().Where(line => wrong(line.Item)).Select(line => (int?)line.Index + 1).FirstOrDefault();

    private Int128 Sum(Func<BankLine, bool> of) => Lines.Where(of).Aggregate((Int128)0, (sum, line) => sum + line.Amount.Fen);

    private static Money Shown(Int128 fen) => Money.FromFen((long)Int128.Clamp(fen, long.MinValue, long.MaxValue));
}
