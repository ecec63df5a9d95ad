using Countyworks.Data.Secrets;
using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Settings;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Countyworks.Core.SignIn.Means;

/// <summary>What the pages about one's own sign-in have at hand.</summary>
internal sealed record Own(
    HttpContext Http,
    [FromServices] DistrictDb Db,
    [FromServices] Writer Writer,
    [FromServices] KeyRing Keys,
    [FromServices] DistrictSettings Settings,
    [FromServices] SessionBook Book,
    [FromServices] PasskeyCeremonies Passkeys,
    [FromServices] PageFrame Frame,
    [FromServices] Texts Texts,
    [FromServices] IClock Clock,
    [FromServices] SignInSettings SignIn)
{
    public SignedIn SignedIn => Http.SignedIn()!;

    private SecretPlace PendingPlace => new("ticket", "authenticator_add", SignedIn.Person.Id.ToString());

    /// <summary>Runs a change of the own means.</summary>
    public Task<Outcome<string[]>> Run(string command, Func<Change, Outcome<string[]>> decide) =>
        Writer.Run(Http.Caller().Envelope(command, Clock.GetCurrentInstant()), decide, Http.RequestAborted);

    /// <summary>A secret, sealed until a code shows that the app has it.</summary>
    public string Pending(string secret, TimeSpan lasts) => Keys.Seal(
        PendingPlace, string.Create(CultureInfo.InvariantCulture, $"{secret} {(Clock.GetCurrentInstant() + Duration.FromTimeSpan(lasts)).ToUnixTimeSeconds()}"));

    /// <summary>The secret that was sealed; null when that was too long ago, or for somebody else.</summary>
    public string? Secret(string pending) =>
        Keys.Open(PendingPlace, pending)?.Split(' ') is [var secret, var until] && Clock.GetCurrentInstant().ToUnixTimeSeconds() < long.Parse(until, CultureInfo.InvariantCulture)
            ? secret
            : null;
}
