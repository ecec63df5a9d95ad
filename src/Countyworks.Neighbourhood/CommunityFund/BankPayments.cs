using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>A line of a bank's statement by which money came in, and the home it is proposed for.</summary>
/// <param name="On">The day.</param>
/// <param name="Sum">How much; more than nothing.</param>
/// <param name="Other">Who paid; never published.</param>
/// <param name="Purpose">What it was said to be for.</param>
/// <param name="Key">The payment's key: the bank's reference, else a hash of the line, so that each is taken once.</param>
/// <param name="Unit">The home whose name stands in the purpose, as it is written; empty where none or several do: then a person chooses.</param>
public sealed record BankPayment(LocalDate On, Money Sum, string Other, string Purpose, string Key, string Unit);

/// <summary>Finds the homes that lines of a statement are payments of. It decides nothing.</summary>
public static class BankPayments
{
    private const int KeyLimit = 100;

    /// <summary>A proposal for each line by which money came in.</summary>
    /// <param name="statement">The statement, which adds up.</param>
    /// <param name="units">The homes by name: "3栋 101".</param>
    public static IReadOnlyList<BankPayment> Propose(BankStatement statement, IReadOnlyCollection<string> units)
    {
        var names = units.Select(u => (Name: u, Plain: Plain(u))).ToList();
        return
        [
            .. statement.Lines.Index().Where(line => line.Item.Amount > Money.Zero).Select(line =>
            {
                var said = Plain(line.Item.Purpose);
                var found = names.Where(n => Stands(said, n.Plain)).Take(2).ToList();
                return new BankPayment(line.Item.On, line.Item.Amount, line.Item.Other, line.Item.Purpose, Key(statement.Account, line.Index, line.Item), found is [var only] ? only.Name : "");
            }),
        ];
    }

    // "3栋101" does not stand in "13栋101", nor in "3栋1012".
    private static bool Stands(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var after = at + name.Length;
            if ((at == 0 || !char.IsDigit(text[at - 1])) && (after == text.Length || !char.IsDigit(text[after])))
            {
                return true;
            }
        }

        return false;
    }

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '-'));

    private static string Key(string account, int index, BankLine line) => line.Reference is { Length: > 0 and <= KeyLimit } reference
        ? $"bank {reference}"
        : "bank " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{account}|{index}|{line.On:uuuu-MM-dd}|{line.Amount.Fen}|{line.Other}|{line.Purpose}"))))[..32];
}
