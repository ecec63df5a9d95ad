using System.Text.Json;
using Countyworks.Core.Administration.Calendars;
using Countyworks.Core.Administration.Settings;
using Countyworks.Core.Calendars;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Administration.Api;

/// <summary>A setting: what holds today, the product's own value, and what was set.</summary>
public sealed record SettingDetail(string Name, JsonElement Value, JsonElement Otherwise, IReadOnlyList<SettingSet> History);

/// <summary>What was set, from which day on.</summary>
public sealed record SettingSet(LocalDate EffectiveFrom, JsonElement Value, Instant At, Guid? PersonId);

/// <summary>A value to set from a day on.</summary>
public sealed record SettingWish(LocalDate EffectiveFrom, JsonElement Value) : IBody<SettingWish>;

/// <summary>A year's file to import, in the form of holiday-cn.</summary>
public sealed record CalendarWish(JsonElement File, bool MayChangeDays = false) : IBody<CalendarWish>;

/// <summary>A year that was imported.</summary>
public sealed record CalendarDone(int Year);

/// <summary>The years known, and the one that is missing.</summary>
public sealed record CalendarsKnown(IReadOnlyList<YearItem> Years, int? MissingYear, int Provisional);

/// <summary>Settings and work calendars over the API, for administrators.</summary>
public static class SettingsApi
{
    /// <summary>Maps it below <c>/api/v1/settings</c> and <c>/api/v1/calendars</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var settings = routes.MapGroup("/api/v1/settings").WithTags("settings");
        settings.MapGet("", (ApiCall call, IReadOnlyList<DeclaredSetting> declared, DistrictSettings district, SettingsReader reader) =>
            call.Answer<IReadOnlyList<SettingDetail>>([.. declared.Select(d => Detail(d, district, reader))]))
            .Needs(CorePermissions.Administer).Answers<IReadOnlyList<SettingDetail>>("listSettings", "Everything a county may set, with what holds today");
        settings.MapGet("/{name}", (ApiCall call, DistrictSettings district, SettingsReader reader, string name) =>
            reader.Find(name) is { } setting ? call.Answer(Detail(setting, district, reader)) : call.Problem(Refusal.NotFound("setting")))
            .Needs(CorePermissions.Administer).Answers<SettingDetail>("getSetting", "One setting");
        settings.MapPost("/{name}", Set).Needs(CorePermissions.Administer).Answers<SettingSet>("setSetting", "Sets what holds from a day on");
        var calendars = routes.MapGroup("/api/v1/calendars").WithTags("settings");
        calendars.MapGet("", (ApiCall call, Cached<CalendarNeed> need) => call.Answer(new CalendarsKnown([.. CalendarsReader.Files(call.Db).Select(f => f.Item)], need.Current.Year, need.Current.Provisional)))
            .Needs(CorePermissions.Administer).Answers<CalendarsKnown>("listCalendars", "The years whose rest days are known, and the one that is missing");
        calendars.MapPost("", Import).Needs(CorePermissions.Administer).Answers<CalendarDone>("importCalendar", "Imports the rest days of a year; provisional deadlines are counted anew");
    }

    private static SettingDetail Detail(DeclaredSetting setting, DistrictSettings district, SettingsReader reader) => new(
        setting.Name, Parsed(reader.ValueOf(setting)), Parsed(setting.OtherwiseAsJson),
        [.. district.HistoryOf(setting.Name).Select(s => new SettingSet(s.EffectiveFrom, Parsed(s.Value), s.At, s.PersonId))]);

    private static Task<IResult> Set(ApiCall call, Administering administering, IReadOnlyList<DeclaredSetting> declared, string name, SettingWish wish)
    {
        var caller = call.Caller;
        return administering.Run(call, "set_setting", wish, change => new SetSetting(name, wish.EffectiveFrom, wish.Value.GetRawText()).In(change, caller, declared)
            .Then<SettingSet>(s => new SettingSet(s.EffectiveFrom, Parsed(s.Value), s.At, s.PersonId)));
    }

    private static Task<IResult> Import(ApiCall call, Administering administering, MatterRules rules, CalendarWish wish)
    {
        var caller = call.Caller;
        return administering.Run(call, "import_calendar", wish, change => new ImportCalendar(wish.File.GetRawText(), wish.MayChangeDays).In(change, caller, rules).Then<CalendarDone>(year => new CalendarDone(year)));
    }

    private static JsonElement Parsed(string json) => JsonElement.Parse(json);
}
