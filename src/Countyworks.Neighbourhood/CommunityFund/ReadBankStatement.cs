using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What a statement brought.</summary>
/// <param name="Added">Lines that were not known.</param>
/// <param name="Known">Those that an earlier statement had, or this very one.</param>
public sealed record StatementRead(int Added, int Known);

/// <summary>Keeps the lines of a bank's statement, each once, however many statements it stands in. By what came in homes pay; what went out is only seen, for expenses book it.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Statement">The statement, which adds up.</param>
/// <param name="Document">SHA-256 of its file.</param>
public sealed record ReadBankStatement(Id<Fund> Fund, BankStatement Statement, Digest Document)
{
    /// <summary>The most lines of one file.</summary>
    public const int LineLimit = 5000;

    /// <summary>Keeps them. Refuses, in this order: <c>not_found</c> (fund), <c>statement_lines_too_many</c> (limit).</summary>
    public Outcome<StatementRead> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then<StatementRead>(_ =>
    {
        var lines = Statement.Lines;
        if (lines.Count > LineLimit)
        {
            return new Refusal("statement_lines_too_many").With("limit", LineLimit);
        }

        var (since, through) = (Statement.From, Statement.To);
        var known = change.Db.Set<Remittance>().Where(r => r.FundId == Fund && r.ReceivedOn >= since && r.ReceivedOn <= through && r.Source == RemittanceSource.Bank).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var added = lines.Zip(Keys(lines)).Where(pair => !known.Contains(pair.Second)).ToList();
        Keep(change, added, lines.Count - added.Count);
        return new StatementRead(added.Count, lines.Count - added.Count);
    });

    private void Keep(Change change, List<(BankLine Line, string Key)> added, int known)
    {
        var reading = new BankReading
        {
            Id = change.NewId<BankReading>(), FundId = Fund, Account = Statement.Account, Since = Statement.From, Through = Statement.To, OpeningFen = Statement.Opening.Fen,
            ClosingFen = Statement.Closing.Fen, Document = Document.ToArray(), Added = added.Count, Known = known, At = change.Now,
        };
        change.Add(reading);
        foreach (var (line, key) in added)
        {
            var (id, words, wentOut) = (change.NewId<Remittance>(), RemittanceWords.Of(line), line.Amount.IsNegative);
            change.Add(new Remittance
            {
                Id = id, FundId = Fund, Source = RemittanceSource.Bank, Key = key, ReceivedOn = line.On, Fen = line.Amount.Fen, SealedWords = words.Seal(id, change.Secrets),
                SealedUnder = change.Secrets.CurrentKey, PayerIndex = wentOut ? null : words.PayerIndex(change.Secrets), ReadingId = reading.Id, State = wentOut ? RemittanceState.WentOut : RemittanceState.Waiting, At = change.Now,
            });
        }

        change.Record(new BankStatementRead(Statement.From, Statement.To, added.Count, known, Document.ToHex()), Fund.Value);
    }

    // Of a line with the bank's number, number, day and sum tell it from others: the words may be cut differently in another file. Without a number all of it does, and of those that are the same in all
    // the how-manieth of its day: a day stands whole in each statement that has it.
    private IEnumerable<string> Keys(IEnumerable<BankLine> lines)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var what = line.Reference.Length > 0 ? line.Reference : $"\n{line.Other}\n{line.Purpose}";
            var text = string.Create(CultureInfo.InvariantCulture, $"{Statement.Account}\n{line.On:uuuu-MM-dd}\n{line.Amount.Fen}\n{what}");
            var nth = seen[text] = seen.GetValueOrDefault(text) + 1;
            yield return "bank " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text}\n{nth}"))))[..32];
        }
    }
}
