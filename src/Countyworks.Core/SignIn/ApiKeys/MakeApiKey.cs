using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn.ApiKeys;

/// <summary>Makes a machine known, appoints it to a post, and gives it a key.</summary>
/// <param name="Name">What the machine is called in the journal, as <see cref="AddPerson"/> takes it; also the title of its post.</param>
/// <param name="Organisation">For which organisation it works.</param>
/// <param name="Role">What it may do; not <see cref="Role.Administrator"/>: a key that lies about must not make others.</param>
/// <param name="Place">Where.</param>
/// <param name="LastDay">The last day of key and post.</param>
/// <param name="Key">From <see cref="ApiKey.New"/>; not kept.</param>
public sealed record MakeApiKey(string Name, Id<Organisation> Organisation, Role Role, Id<Place> Place, LocalDate LastDay, string Key)
{
    private const int TailLength = 4;

    /// <summary>
    /// Makes it. Refuses, in this order: <c>forbidden</c>, <c>role_not_for_machines</c> (role), <c>ends_before_start</c> and <c>key_too_long_lived</c>
    /// (lastDay), what <see cref="AddPerson"/> refuses of the name, what <see cref="AppointPerson"/> refuses.
    /// </summary>
    public Outcome<ApiKey> In(Change change, Caller caller)
    {
        var today = CountyTime.LocalDay(change.Now);
        var refusal = !caller.Has(CorePermissions.Administer) ? Refusal.Forbidden
            : Role == Role.Administrator ? new Refusal("role_not_for_machines", "role")
            : LastDay < today ? new Refusal("ends_before_start", "lastDay")
            : LastDay > today.PlusDays(ApiKey.LongestDays) ? new Refusal("key_too_long_lived", "lastDay").With("days", ApiKey.LongestDays)
            : null;
        return refusal is not null ? refusal
            : new AddPerson(Name).In(change, caller).Then(machine =>
                new AppointPerson(machine.Id, Organisation, Role, Place, machine.Name, today, LastDay).In(change, caller).Then<ApiKey>(_ => Give(change, machine)));
    }

    private ApiKey Give(Change change, Person machine)
    {
        var key = new ApiKey
        {
            Id = change.NewId<ApiKey>(),
            PersonId = machine.Id,
            KeyHash = ApiKey.HashOf(Key),
            Tail = Key[^TailLength..],
            At = change.Now,
            LastDay = LastDay,
        };
        change.Add(key);
        change.Record(new ApiKeyMade(key.Id, LastDay), machine.Id.Value);
        return key;
    }
}
