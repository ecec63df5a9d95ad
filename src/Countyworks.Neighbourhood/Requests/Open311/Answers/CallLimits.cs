using System.Globalization;
using System.Net;
using Countyworks.Core.SignIn;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>How often GeoReport may be called: reading by address, writing by key, guessing at keys hardly at all.</summary>
internal sealed class CallLimits(KeptWindows windows)
{
    /// <summary>Calls from one address within <see cref="ReadingPeriod"/>: a client that follows a county needs a few.</summary>
    public const int MostReadings = 600;

    /// <summary>Wrong keys from one address within <see cref="ReadingPeriod"/>.</summary>
    public const int MostGuesses = 30;

    /// <summary>How long a call and a wrong key count.</summary>
    public static readonly Duration ReadingPeriod = Duration.FromMinutes(10);

    private static readonly Duration WritingPeriod = Duration.FromHours(1);

    private readonly KeptWindow readings = windows.Of("open311_read", MostReadings, ReadingPeriod);
    private readonly KeptWindow guesses = windows.Of("open311_guess", MostGuesses, ReadingPeriod);

    /// <summary>Counts a call from an address; a refusal when there were too many.</summary>
    public Refusal? Read(IPAddress? from, Instant now) => Count(readings, AttemptWindow.KeyOf(from), now);

    /// <summary>Counts a writing of a key, each by its own limit.</summary>
    public Refusal? Write(Open311Key key, Instant now) => Count(windows.Of(string.Create(CultureInfo.InvariantCulture, $"open311_write_{key.MostAnHour}"), key.MostAnHour, WritingPeriod), key.Id.ToString(), now);

    /// <summary>Whether an address sent too many wrong keys.</summary>
    public Refusal? Guess(IPAddress? from, Instant now) => guesses.WaitFor(AttemptWindow.KeyOf(from), now) is { } wait ? TooOften(wait) : null;

    /// <summary>Counts a wrong key.</summary>
    public Refusal Wrong(IPAddress? from, Instant now)
    {
        guesses.Count(AttemptWindow.KeyOf(from), now);
        return KeyRing.Wrong;
    }

    private static Refusal? Count(KeptWindow window, string key, Instant now)
    {
        if (window.WaitFor(key, now) is { } wait)
        {
            return TooOften(wait);
        }

        window.Count(key, now);
        return null;
    }

    private static Refusal TooOften(Duration wait) => new Refusal("open311_too_often") { Kind = RefusalKind.TooMany }.With("minutes", (int)Math.Ceiling(wait.TotalMinutes));
}
