namespace Countyworks.Data.Secrets;

/// <summary>Seals what the database must not show by itself, and finds it again by a blind index. The keys are not in the database.</summary>
public interface ISecrets
{
    /// <summary>The number of the key that seals now; it only grows.</summary>
    int CurrentKey { get; }

    /// <summary>Seals a text for one place. The same text is sealed differently each time.</summary>
    string Seal(SecretPlace place, string text);

    /// <summary>Opens what the product itself sealed into its own row.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The row was altered, or the keys are not those it was written under.</exception>
    string OpenOwn(SecretPlace place, string sealedText);

    /// <summary>The same bytes for the same text of a column, by which rows are found; they tell nothing without the keys.</summary>
    /// <param name="table">The table: the same text has another index in another table or column.</param>
    /// <param name="column">The column.</param>
    /// <param name="text">What is looked for, whole and in one form: digits only, lower case.</param>
    byte[] Index(string table, string column, string text);
}
