using System.Text.Json;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Administration.Settings;

/// <summary>What a county sets for itself, each setting with its form, its past and what would follow.</summary>
public static class SettingsEndpoints
{
    private const string One = AdminPaths.Settings + "/{name}";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AdminPaths.Settings, List).Needs(CorePermissions.Administer);
        routes.MapGet(One, Show).Needs(CorePermissions.Administer);
        routes.MapPost(One, Set).Needs(CorePermissions.Administer);
    }

    private static RazorComponentResult List(SettingsReader reader) => Page.Show<SettingsPage, SettingsView>(reader.List());

    private static IResult Show(HttpContext http, Database database, SettingsReader reader, string name, bool? done) =>
        reader.Find(name) is { } setting
            ? Page.Show<SettingPage, SettingView>(reader.One(setting, http.Caller().HasEverywhere(CorePermissions.Administer, database.District)) with { IsDone = done == true })
            : Results.NotFound();

    private static async Task<IResult> Set(Form form, HttpContext http, SettingsReader reader, Administering administering, IReadOnlyList<DeclaredSetting> declared, string name)
    {
        if (reader.Find(name) is not { } setting)
        {
            return Results.NotFound();
        }

        var (value, from) = (Read(form, setting, reader), form.Date("effectiveFrom"));
        if (form.Refusal is null && Wrong(setting, value) is { } wrong)
        {
            form.Refused(wrong);
        }

        var isPreview = form.Value("deed") == "preview";
        if (form.Refusal is null && !isPreview)
        {
            var outcome = await administering.Run(http, "set_setting", form, change => new SetSetting(name, from, value).In(change, http.Caller(), declared).Then<Done>(_ => Done.It));
            if (outcome.Refusal is not { } why)
            {
                return Results.LocalRedirect($"{AdminPaths.Settings}/{name}?done=true");
            }

            form.Refused(why);
        }

        return form.Refusal is { } refusal
            ? Page.Show<SettingPage, SettingView>(reader.One(setting, mayChange: true, form), Problems.StatusOfPage(refusal))
            : Page.Show<SettingPage, SettingView>(reader.One(setting, mayChange: true, form) with { Preview = reader.Preview(setting, value) });
    }

    private static string Read(Form form, DeclaredSetting setting, SettingsReader reader)
    {
        if (reader.KindOf(setting) is { } kind)
        {
            return JsonSerializer.Serialize(ClockForm.Read(form.For(ClockForm.Area), kind, (ClockRule)setting.Read(reader.ValueOf(setting))!), Json.Options);
        }

        var fields = JsonForm.FieldsOf(setting.OtherwiseAsJson);
        form.For("admin_setting");
        return SettingsReader.IsRoles(setting) ? JsonSerializer.Serialize(form.Choices<Role>("chosen"), Json.Options)
            : reader.ChoicesOf(setting) is { Count: > 0 } offered ? JsonSerializer.Serialize(form.Choices("chosen", offered), Json.Options)
            : fields.Count > 0 ? JsonForm.Read(form, fields)
            : JsonForm.IsText(setting.OtherwiseAsJson) ? JsonSerializer.Serialize(form.Text("value", SetSetting.ValueLimit), Json.Options)
            : form.LongText("value", SetSetting.ValueLimit);
    }

    private static Refusal? Wrong(DeclaredSetting setting, string value) =>
        setting.Read(value) is { } read ? setting.Wrong(read) : new Refusal("setting_unreadable", "value");
}
