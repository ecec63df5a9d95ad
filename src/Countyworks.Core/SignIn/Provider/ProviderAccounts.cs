using System.Globalization;
using System.Text;
using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Data.Databases;
using Countyworks.Data.Secrets;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>
/// Whose account belongs to an arrival. Between the arrival of somebody unknown and their password the browser holds a ticket that says who has come; it is sealed and lasts a few minutes.
/// </summary>
public sealed class ProviderAccounts(Database database, Writer writer, KeyRing keys, SignInSettings settings, IClock clock)
{
    private static readonly Duration ticketLasts = Duration.FromMinutes(15);
    private static readonly SecretPlace place = new("ticket", "provider_link", "");

    /// <summary>The account linked to a subject; null when there is none.</summary>
    public async Task<Account?> Find(Arrival arrival, CancellationToken cancellation)
    {
        var hash = ProviderLink.HashOf(keys, settings.Provider!, arrival.Subject);
        await using var db = database.Read();
        return await (
            from link in db.Set<ProviderLink>()
            join account in db.Set<Account>() on link.PersonId equals account.PersonId
            where link.SubjectHash == hash
            select account).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The ticket of somebody whom no account is linked to.</summary>
    public string TicketFor(Arrival arrival) => keys.Seal(place, string.Create(
        CultureInfo.InvariantCulture,
        $"{(clock.GetCurrentInstant() + ticketLasts).ToUnixTimeSeconds()} {Written(arrival.Label)} {Written(arrival.Return)} {Written(arrival.Subject)}"));

    /// <summary>Who has come with a ticket; null when that was too long ago, or it was never given.</summary>
    public Arrival? Read(string ticket) =>
        keys.Open(place, ticket)?.Split(' ') is [var until, var label, var @return, var subject]
        && clock.GetCurrentInstant().ToUnixTimeSeconds() < long.Parse(until, CultureInfo.InvariantCulture)
            ? new Arrival(Text(subject), Text(label), [], Text(@return))
            : null;

    /// <summary>Links the account to whoever the ticket names. Refuses <c>sign_in_began_too_long_ago</c> and what <see cref="LinkProvider.Own"/> refuses.</summary>
    public async Task<Outcome<Done>> Link(Id<Person> person, string ticket) => settings.Provider is { } provider && Read(ticket) is { } arrival
        ? await writer.Run(
            new Envelope("link_provider", new Actor(person.Value, null), clock.GetCurrentInstant()), change => LinkProvider.Own(change, person, ProviderLink.HashOf(keys, provider, arrival.Subject)))
        : new Refusal("sign_in_began_too_long_ago");

    private static string Written(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));

    private static string Text(string written) => Encoding.UTF8.GetString(Convert.FromHexString(written));
}
