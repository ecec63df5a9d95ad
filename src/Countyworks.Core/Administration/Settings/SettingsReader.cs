using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Administration.Settings;

/// <summary>Reads settings and says their values in words.</summary>
public sealed class SettingsReader(
    IReadOnlyList<DeclaredSetting> declared, IEnumerable<SettingChoices> choices, DistrictSettings settings, MatterRules rules, Cached<PostDirectory> posts, Texts texts, Administering administering)
{
    /// <summary>All of them.</summary>
    public SettingsView List() => new([.. declared.Select(d =>
    {
        var row = InForce(d.Name);
        return new SettingRow(d.Name, Title(d), Words(d, row?.Value ?? d.OtherwiseAsJson), row?.EffectiveFrom);
    })]);

    /// <summary>The setting of a name; null when there is none.</summary>
    public DeclaredSetting? Find(string name) => declared.FirstOrDefault(d => d.Name == name);

    /// <summary>The kind whose clock a setting is; null for others.</summary>
    public MatterKind? KindOf(DeclaredSetting setting) => rules.Kinds.FirstOrDefault(k => MatterRules.SettingOf(k) == setting.Name);

    /// <summary>One setting with its form.</summary>
    /// <param name="setting">Which.</param>
    /// <param name="mayChange">Whether the caller may set it.</param>
    /// <param name="form">The form that was posted; null for one filled with what holds.</param>
    public SettingView One(DeclaredSetting setting, bool mayChange, Form? form = null)
    {
        var value = ValueOf(setting);
        var kind = KindOf(setting);
        var fields = kind is null ? JsonForm.FieldsOf(setting.OtherwiseAsJson) : [];
        var rule = kind is null ? null : (ClockRule)setting.Read(value)!;
        var options = ChoicesOf(setting);
        var filled = form ?? (options.Count > 0 ? Form.New("admin_setting").WithAll("chosen", ChosenIn(setting, value))
            : rule is not null ? ClockForm.Of(rule)
            : JsonForm.Of("admin_setting", fields, value, setting.OtherwiseAsJson)).With("effectiveFrom", administering.Today.PlusDays(1));
        return new(
            setting.Name, Title(setting), Words(setting, value), Words(setting, setting.OtherwiseAsJson),
            [.. settings.HistoryOf(setting.Name).Select(s => new SettingPast(s.EffectiveFrom, Words(setting, s.Value), NameOf(s.PersonId), s.At))],
            mayChange ? filled : null)
        {
            Kind = kind,
            Fields = fields,
            IsText = JsonForm.IsText(setting.OtherwiseAsJson),
            Choices = options,
            PauseReasons = kind is null ? [] : ClockForm.ReasonsOf(kind, rule!),
        };
    }

    /// <summary>What holds today.</summary>
    public string ValueOf(DeclaredSetting setting) => InForce(setting.Name)?.Value ?? setting.OtherwiseAsJson;

    /// <summary>A value in words.</summary>
    public string Words(DeclaredSetting setting, string value)
    {
        if (KindOf(setting) is { } kind)
        {
            var rule = (ClockRule)setting.Read(value)!;
            return texts.Format("admin_clock.words", rule.Counting, List(rule.Marks.Select(m => texts.Format(
                rule.Counting == DayCount.Hours ? "admin_clock.mark_hours" : "admin_clock.mark_days", texts.Mark(kind, m.Name), m.After))));
        }

        if (ChoicesOf(setting) is { Count: > 0 } options)
        {
            var chosen = ChosenIn(setting, value);
            return chosen.Count == 0 ? texts["admin_setting.nobody"] : List(chosen.Select(c => options.FirstOrDefault(o => o.Value == c)?.Label ?? c));
        }

        var fields = JsonForm.FieldsOf(setting.OtherwiseAsJson);
        return JsonForm.IsText(setting.OtherwiseAsJson) ? JsonForm.TextIn(value) : fields.Count == 0 ? value : List(
            from field in fields
            let shown = JsonForm.Shown(value, field)
            let label = texts[LabelOf(setting.Name, field)]
            where shown is not null || !field.Path.Skip(1).Any()
            select shown is null ? texts.Format("admin_setting.no", label) : shown.Length == 0 ? texts.Format("admin_setting.yes", label) : texts.Format("admin_setting.number", label, shown));
    }

    /// <summary>What would follow from a value: when a matter received now would be due.</summary>
    public SettingPreview Preview(DeclaredSetting setting, string value) => new(
        Words(setting, value),
        KindOf(setting) is null ? [] : new Clock((ClockRule)setting.Read(value)!, administering.Now, []).Deadlines(rules.Calendar.WithProvisionalYears()).Value.Running);

    /// <summary>Whether a setting is a list of roles.</summary>
    public static bool IsRoles(DeclaredSetting setting) => setting.Type == typeof(IReadOnlyList<Role>);

    /// <summary>What a setting's value is a choice of; empty where it is no list.</summary>
    public IReadOnlyList<Option> ChoicesOf(DeclaredSetting setting) =>
        IsRoles(setting) ? Option.Of<Role>(texts) : choices.FirstOrDefault(c => c.Setting == setting.Name)?.Options() ?? [];

    /// <summary>The key of a field's label; what is kept of people has the same fields for every kind.</summary>
    public static string LabelOf(string setting, JsonField field) => $"setting.{(setting.StartsWith(Retention.Area, StringComparison.Ordinal) ? "retention" : setting)}.{field.Name}";

    private static IReadOnlyList<string> ChosenIn(DeclaredSetting setting, string value) => setting.Read(value) switch
    {
        IReadOnlyList<Role> roles => [.. roles.Select(EnumNames<Role>.Of)],
        IReadOnlyList<string> words => words,
        _ => [],
    };

    private Setting? InForce(string name) => settings.HistoryOf(name).FirstOrDefault(s => s.EffectiveFrom <= administering.Today);

    private string Title(DeclaredSetting setting) => KindOf(setting) is { } kind ? texts.Format("admin_clock.of", texts.Kind(kind))
        : rules.Kinds.FirstOrDefault(k => Retention.SettingOf(k) == setting.Name) is { } kept ? texts.Format("admin_retention.of", texts.Kind(kept))
        : texts["setting." + setting.Name];

    private string NameOf(Guid? person) => person is { } id && posts.Current.NameOf(new Id<Person>(id)) is { Length: > 0 } name ? name : texts["who.system"];

    private string List(IEnumerable<string> parts) => string.Join(texts["ui.list_comma"], parts);
}
