namespace Countyworks.Core.Seals;

/// <summary>What can be wrong with a journal.</summary>
public enum SealFindingKind
{
    /// <summary>Entries that were sealed, or lie before others, are not there.</summary>
    EntriesMissing = 1,

    /// <summary>An entry is not what was sealed.</summary>
    EntryAltered = 2,

    /// <summary>At least one of the entries is not what was sealed; which, cannot be told.</summary>
    OneOfEntriesAltered = 3,

    /// <summary>A remark is not what was written.</summary>
    RemarkAltered = 4,

    /// <summary>A remark stands without its salt or its commitment, or a salt without a remark: it cannot be checked, or was not erased whole.</summary>
    RemarkUncheckable = 5,

    /// <summary>The stored tree is not the one of the journal, which itself is whole.</summary>
    TreeAltered = 6,

    /// <summary>A head is not signed as it says.</summary>
    HeadSignatureWrong = 7,

    /// <summary>A head is signed by a key that is not trusted.</summary>
    HeadKeyUnknown = 8,

    /// <summary>A head is not what was signed, or no head at all.</summary>
    HeadAltered = 9,
}

/// <summary>Something wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="From">The first entry it is about; of a head, its size; of the stored tree, the first entry below.</param>
/// <param name="To">The last entry.</param>
public sealed record SealFinding(SealFindingKind Kind, long From, long To);

/// <summary>What a verification saw.</summary>
/// <param name="Entries">Entries of the journal.</param>
/// <param name="Sealed">Of them, those under a signed head that was found good.</param>
/// <param name="Heads">Signed heads, those handed in among them.</param>
/// <param name="Erased">Remarks that were erased, as is allowed.</param>
/// <param name="Findings">What is wrong, at most <see cref="MostFindings"/>.</param>
/// <param name="FindingCount">How much is wrong.</param>
public sealed record Verification(long Entries, long Sealed, int Heads, long Erased, IReadOnlyList<SealFinding> Findings, long FindingCount)
{
    /// <summary>The most findings that are listed.</summary>
    public const int MostFindings = 1000;
}
