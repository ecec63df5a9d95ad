using Countyworks.Ui;

namespace Countyworks.Core.Matters.Templates;

/// <summary>What matters of a kind can be about, told by the programme the kind belongs to.</summary>
public interface IMatterCategories
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>The categories that may be chosen, named in the reader's language.</summary>
    IReadOnlyList<Option> Options { get; }

    /// <summary>The name of a code in the reader's language; the code itself when it is unknown.</summary>
    string NameOf(string code);
}
