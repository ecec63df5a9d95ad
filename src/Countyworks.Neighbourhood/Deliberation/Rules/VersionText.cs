using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>Out of what something is paid.</summary>
public enum MoneySource
{
    /// <summary>The maintenance fund (维修资金).</summary>
    MaintenanceFund = 1,

    /// <summary>What the common parts earn (公共收益).</summary>
    CommonIncome = 2,

    /// <summary>The property fees held for the owners (物业费资金).</summary>
    PropertyFees = 3,

    /// <summary>Owners pay for it besides (业主自筹).</summary>
    Owners = 4,

    /// <summary>Others: an investor, a subsidy (外部资金).</summary>
    Outside = 5,
}

/// <summary>A line of a proposal's budget.</summary>
/// <param name="Name">What it is for; one line.</param>
/// <param name="Amount">How much, zero or more.</param>
/// <param name="Source">Out of what.</param>
/// <param name="IsYearly">Whether it comes again every year: the running cost.</param>
public sealed record CostLine(string Name, Money Amount, MoneySource Source, bool IsYearly);

/// <summary>A drawing or paper of a version.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">SHA-256 of its content.</param>
public sealed record Drawing(string Name, byte[] Sha256);

/// <summary>
/// A version of a proposal, whole: what is discussed, disclosed and voted on. Its canonical text is given out as a file; whoever hashes that file has the hash
/// that disclosure and vote are bound to.
/// </summary>
/// <param name="Proposal">The proposal's number.</param>
/// <param name="Number">Which version, from 1.</param>
/// <param name="Title">The question in one line, answered by yes or no.</param>
/// <param name="Item">The item of art. 278 (1).</param>
/// <param name="PlacePath">The path of the neighbourhood.</param>
/// <param name="Part">Which common part it touches, in words; one line.</param>
/// <param name="Lines">The budget.</param>
/// <param name="Drawings">Drawings and papers.</param>
/// <param name="Text">The proposal.</param>
public sealed record VersionText(
    string Proposal, int Number, string Title, int Item, string PlacePath, string Part, IReadOnlyList<CostLine> Lines, IReadOnlyList<Drawing> Drawings, string Text)
{
    /// <summary>The canonical text: a head of one line each, an empty line, the text. No field of the head holds a line's end, so it can be read in one way only.</summary>
    public string Canonical
    {
        get
        {
            var text = new StringBuilder("countyworks proposal 1\n");
            Head("number", Proposal);
            Head("version", Number.ToString(CultureInfo.InvariantCulture));
            Head("title", Title);
            Head("item", Item.ToString(CultureInfo.InvariantCulture));
            Head("place", PlacePath);
            Head("part", Part);
            foreach (var line in Lines)
            {
                Head("cost", string.Create(CultureInfo.InvariantCulture, $"{line.Amount.Fen} {EnumNames<MoneySource>.Of(line.Source)} {(line.IsYearly ? "yearly" : "once")} {line.Name}"));
            }

            foreach (var drawing in Drawings)
            {
                Head("drawing", $"{Convert.ToHexStringLower(drawing.Sha256)} {drawing.Name}");
            }

            return text.Append('\n').Append(Text).ToString();

            void Head(string name, string value) => text.Append(name).Append(": ").Append(value.ReplaceLineEndings(" ")).Append('\n');
        }
    }

    /// <summary>SHA-256 of the canonical text as UTF-8.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(Canonical));

    /// <summary>All that it costs; what comes again is counted once, as a year's.</summary>
    public Money Total => Money.Sum(Lines.Select(line => line.Amount));

    /// <summary>
    /// What a vote is held on: the text as people read it, its costs, and last the version's number and hash. Whoever compares the vote's document with this one
    /// knows that the vote is bound to this version and no other.
    /// </summary>
    public string Document
    {
        get
        {
            var text = new StringBuilder(Text).Append("\n\n");
            if (Lines.Count > 0)
            {
                foreach (var (i, line) in Lines.Index())
                {
                    text.Append(CultureInfo.InvariantCulture, $"{i + 1}. {line.Name} {line.Amount}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"= {Total}\n\n");
            }

            return text.Append(CultureInfo.InvariantCulture, $"{Proposal} · {Number} · SHA-256 {Convert.ToHexStringLower(Hash)}").ToString();
        }
    }
}
