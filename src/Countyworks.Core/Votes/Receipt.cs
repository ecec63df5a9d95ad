using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn.Recoveries;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>
/// The receipt of a ballot (回执): a code that only the voter is given. What is published is SHA-256 of SHA-256 of the code, followed by the number of the vote and the
/// choice. So whoever has the code finds the ballot in the list and knows that it says what it said, with nothing but a program for SHA-256.
/// </summary>
public static class Receipt
{
    /// <summary>A new code.</summary>
    public static string New() => LetterCode.New();

    /// <summary>
    /// The code for a call that may come again, and its key. The code is the same for each repeat and so need not be kept to be answered; nor can it be found from what
    /// is kept, for of the caller's key only a blind index is.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="person">Who calls.</param>
    /// <param name="key">The caller's idempotency key; "" for none.</param>
    /// <param name="said">What is called for.</param>
    public static (string Code, Once? Once) For(KeyRing keys, Id<Person> person, string key, string said)
    {
        if (key.Length == 0)
        {
            return (New(), null);
        }

        var own = $"{person}/{key}";
        return (LetterCode.Of(keys.Index("cast", "receipt", $"{own}\n{said}")), Once.For("receipt/" + Convert.ToHexStringLower(keys.Index("answer", "key", own)), said));
    }

    /// <summary>What is published of it.</summary>
    /// <param name="code">The code, however it was typed.</param>
    /// <param name="number">The number of the vote.</param>
    /// <param name="choice">What the ballot says.</param>
    public static Digest Commitment(string code, string number, Choice choice) =>
        Engines.Seals.Commitment.Of(SHA256.HashData(Encoding.ASCII.GetBytes(Normal(code))), $"{number} {Name(choice)}");

    /// <summary>The same as the list shows it, hexadecimal.</summary>
    public static string Listed(string code, string number, Choice choice) => Convert.ToHexStringLower(Commitment(code, number, choice).ToArray());

    /// <summary>The choice as it is written in lists and files.</summary>
    public static string Name(Choice choice) => choice switch
    {
        Choice.Yes => "yes",
        Choice.No => "no",
        Choice.Abstain => "abstain",
        _ => throw new ArgumentOutOfRangeException(nameof(choice)),
    };

    private static string Normal(string code) => string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
