using System.Text.Json;
using System.Text.RegularExpressions;
using Countyworks.Data;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>An import profile was made or changed.</summary>
public sealed record ProfileSaved(string Name) : Fact;

/// <summary>Keeps a profile of the county's own, or replaces it: requests keep the source they came from, which is its name.</summary>
/// <param name="Profile">The profile.</param>
public sealed partial record SaveProfile(ImportProfile Profile)
{
    /// <summary>
    /// Saves. Refuses, in this order: <c>profile_name_invalid</c> (name), <c>name_taken</c> (name: one that comes with the product),
    /// <c>zone_unknown</c> (zone), <c>times_unreadable</c> (times).
    /// </summary>
    public Outcome<ImportProfile> In(Change change)
    {
        if (Check() is { } refusal)
        {
            return refusal;
        }

        var json = JsonSerializer.Serialize(Profile, Json.Options);
        if (change.Db.Set<StoredProfile>().FirstOrDefault(p => p.Name == Profile.Name) is { } stored)
        {
            (stored.Profile, stored.At) = (json, change.Now);
            change.Put(stored);
        }
        else
        {
            change.Add(new StoredProfile { Name = Profile.Name, Profile = json, At = change.Now });
        }

        change.Record(new ProfileSaved(Profile.Name));
        return Profile;
    }

    private Refusal? Check() =>
        !NameForm().IsMatch(Profile.Name) ? new Refusal("profile_name_invalid", "name")
        : Profile.Name == KnownProfiles.Auto || KnownProfiles.All.Any(p => p.Name == Profile.Name) ? new Refusal("name_taken", "name") { Kind = RefusalKind.Conflict }
        : DateTimeZoneProviders.Tzdb.GetZoneOrNull(Profile.Zone) is null ? new Refusal("zone_unknown", "zone")
        : Profile.Times.Count == 0 || !Profile.Times.All(IsPattern) ? new Refusal("times_unreadable", "times")
        : null;

    private static bool IsPattern(string text)
    {
        try
        {
            LocalDateTimePattern.CreateWithInvariantCulture(text);
            return true;
        }
        catch (InvalidPatternException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,31}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex NameForm();
}
