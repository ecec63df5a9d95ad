using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Settings;

/// <summary>The county set a number or list of its own, from a day on.</summary>
public sealed record SettingChanged(string Name, LocalDate EffectiveFrom, string Value) : Fact;

/// <summary>Sets what holds from a day on; what held before stays readable.</summary>
/// <param name="Name">A declared setting.</param>
/// <param name="EffectiveFrom">The first day, not before today: what was decided under the old value stays decided.</param>
/// <param name="Value">JSON of the setting's form, at most <see cref="ValueLimit"/> characters.</param>
public sealed record SetSetting(string Name, LocalDate EffectiveFrom, string Value)
{
    /// <summary>The most characters of a value.</summary>
    public const int ValueLimit = 20_000;

    /// <summary>
    /// Sets it. Refuses, in this order: <c>forbidden</c>, <c>not_found</c> (setting), <c>too_long</c> (value), <c>setting_unreadable</c> (value),
    /// what the setting itself finds wrong, <c>setting_in_the_past</c> (effectiveFrom).
    /// </summary>
    public Outcome<Setting> In(Change change, Caller caller, IReadOnlyList<DeclaredSetting> declared)
    {
        var setting = declared.FirstOrDefault(d => d.Name == Name);
        var refusal = !caller.HasEverywhere(CorePermissions.Administer, change.District) ? Refusal.Forbidden
            : setting is null ? Refusal.NotFound("setting")
            : Value.Length > ValueLimit ? Refusal.TooLong("value", ValueLimit)
            : setting.Normal(Value) is null ? new Refusal("setting_unreadable", "value")
            : setting.Wrong(setting.Read(Value)!) is { } wrong ? wrong
            : EffectiveFrom < CountyTime.LocalDay(change.Now) ? new Refusal("setting_in_the_past", "effectiveFrom")
            : null;
        return refusal is null ? Set(change, setting!.Normal(Value)!) : refusal;
    }

    private Setting Set(Change change, string value)
    {
        var row = new Setting { Name = Name, EffectiveFrom = EffectiveFrom, Value = value, At = change.Now, PersonId = change.Envelope.Actor.PersonId };
        change.Add(row);
        change.Record(new SettingChanged(Name, EffectiveFrom, value));
        return row;
    }
}
