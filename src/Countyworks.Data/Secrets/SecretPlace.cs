namespace Countyworks.Data.Secrets;

/// <summary>Where a secret is kept. It is bound to this place: moved to another row or column it can't be opened.</summary>
/// <param name="Table">The table, or the kind of thing that is kept nowhere, such as a ticket.</param>
/// <param name="Column">The column.</param>
/// <param name="Row">What names the row.</param>
public sealed record SecretPlace(string Table, string Column, string Row);
