using System.Text.RegularExpressions;
using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>The first word of an account's code: what it is in the balance.</summary>
public enum AccountRoot
{
    /// <summary>What the ledger has or is owed.</summary>
    Assets = 1,

    /// <summary>What it owes.</summary>
    Liabilities = 2,

    /// <summary>Whose money it is.</summary>
    Fund = 3,

    /// <summary>What came in for good.</summary>
    Income = 4,

    /// <summary>What went out for good.</summary>
    Expenses = 5,
}

/// <summary>
/// The code of an account, parts joined by colons: <c>Assets:Bank:Joint</c>. Latin letters, digits and hyphens, because one of the programs that check our
/// books reads no others; the name, in any language, stands beside it.
/// </summary>
public readonly partial record struct AccountCode : IComparable<AccountCode>
{
    /// <summary>The longest code.</summary>
    public const int LengthLimit = 100;

    private AccountCode(string text) => Text = text;

    /// <summary>The code.</summary>
    public string Text { get; }

    /// <summary>What it is in the balance.</summary>
    public AccountRoot Root => Enum.Parse<AccountRoot>(Text.AsSpan(0, Text.IndexOf(':', StringComparison.Ordinal)));

    /// <summary>Whether it is money in a bank or a till: what goes out of it is gone.</summary>
    public bool IsMoney => IsWithin("Assets:Bank") || IsWithin("Assets:Cash");

    /// <summary>Reads a code. Refuses <c>account_code_invalid</c>.</summary>
    public static Outcome<AccountCode> Parse(string text, string? field = null) =>
        text.Length <= LengthLimit && Shape().IsMatch(text) ? new AccountCode(text) : new Refusal("account_code_invalid", field).With("account", text);

    /// <summary>A code that is known to be one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static AccountCode Of(string text) =>
        Parse(text).IsDone(out var code, out _) ? code : throw new ArgumentException($"{text} is no code of an account.", nameof(text));

    /// <inheritdoc/>
    public int CompareTo(AccountCode other) => string.CompareOrdinal(Text, other.Text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    public static bool operator <(AccountCode left, AccountCode right) => left.CompareTo(right) < 0;

    public static bool operator <=(AccountCode left, AccountCode right) => left.CompareTo(right) <= 0;

    public static bool operator >(AccountCode left, AccountCode right) => left.CompareTo(right) > 0;

    public static bool operator >=(AccountCode left, AccountCode right) => left.CompareTo(right) >= 0;

    private bool IsWithin(string parent) => Text.StartsWith(parent, StringComparison.Ordinal) && (Text.Length == parent.Length || Text[parent.Length] == ':');

    [GeneratedRegex(@"^(Assets|Liabilities|Fund|Income|Expenses)(:[A-Z0-9][A-Za-z0-9-]*)+\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
