using Countyworks.Ui;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>The page for somebody whom the county's own sign-on knows and no account is linked to.</summary>
/// <param name="Form">User name and password of the account to be linked.</param>
/// <param name="Provider">The sign-on.</param>
/// <param name="Ticket">Says who has come.</param>
/// <param name="Arrival">The same, to be shown to themselves.</param>
public sealed record UnknownSubjectView(Form Form, ProviderSettings Provider, string Ticket, Arrival Arrival);
