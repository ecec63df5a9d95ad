using System.Globalization;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Ui;

/// <summary>
/// A form as it was posted, or as it is first shown. A handler reads every field; what is wrong is collected, so that
/// <see cref="Refusal"/> holds all of it and the same form, shown again, has what was typed and each error beside its field.
/// After a refusal the values read stand for nothing: ask <see cref="Refusal"/> before using them.
/// </summary>
/// <remarks>
/// As an argument of an endpoint it reads the posted form itself and demands an antiforgery token (see Form.Binding.cs).
/// </remarks>
public sealed partial class Form
{
    /// <summary>The hidden field with the idempotency key.</summary>
    internal const string OnceField = "_once";

    private const int LongestKey = 64;

    private static readonly LocalDatePattern[] DayPatterns =
    [
        LocalDatePattern.Iso,
        LocalDatePattern.CreateWithInvariantCulture("yyyy/M/d"),
        LocalDatePattern.CreateWithInvariantCulture("yyyy'年'M'月'd'日'"),   // read, never shown
    ];

    private readonly IFormCollection? posted;
    private readonly Dictionary<string, StringValues> values = new(StringComparer.Ordinal);
    private readonly List<Refusal> refusals = [];

    private Form(string area, IFormCollection? posted) => (Area, this.posted) = (area, posted);

    /// <summary>The prefix of its labels: the label of <c>title</c> is the text <c>{area}.title</c>, or <c>field.title</c> where there is none.</summary>
    public string Area { get; private set; }

    /// <summary>Whether it stands beside another form that asks for the same: its fields have ids of their own.</summary>
    public bool IsApart { get; private set; }

    /// <summary>Everything that was wrong, first first; null when nothing was.</summary>
    public Refusal? Refusal => Refusal.Join(refusals);

    /// <summary>
    /// The key the form was rendered with: the same however often it is sent, so that a double click or a second try files once.
    /// Empty for a form that wasn't posted, or that came without.
    /// </summary>
    public string Once => posted?[OnceField].ToString() is { Length: > 0 and <= LongestKey } key ? key : "";

    /// <summary>Everything that was posted but its keys, as one text: the same key with another text is another wish.</summary>
    public string Body => string.Join('\n', (posted ?? FormCollection.Empty)
        .Where(one => !one.Key.StartsWith('_'))
        .OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => $"{one.Key}={one.Value}"));

    /// <summary>A form to show for the first time.</summary>
    public static Form New(string area) => new(area, posted: null);

    /// <summary>A form that was posted.</summary>
    public static Form Of(IFormCollection posted, string area = "") => new(area, posted);

    /// <summary>A form first shown with what was typed in this one, so that a field can be filled in anew.</summary>
    public Form Editable()
    {
        var form = New(Area);
        foreach (var (name, value) in posted as IEnumerable<KeyValuePair<string, StringValues>> ?? values)
        {
            form.values[name] = value;
        }

        return form;
    }

    /// <summary>The same form with its labels under <paramref name="area"/>.</summary>
    public Form For(string area)
    {
        Area = area;
        return this;
    }

    /// <summary>The same form as the second of a page: a link to its field leads there, not to the first form's field of that name.</summary>
    public Form Apart()
    {
        IsApart = true;
        return this;
    }

    /// <summary>What was typed, without what was found wrong with it: to look at a form that isn't finished.</summary>
    public Form Copy() => new(Area, posted);

    /// <summary>Fills in <paramref name="value"/>, unless the form was posted. Null leaves the field empty.</summary>
    public Form With(string name, string? value)
    {
        values[name] = value;
        return this;
    }

    /// <summary>Fills in an enum's value, unless the form was posted.</summary>
    public Form With<TEnum>(string name, TEnum? value)
        where TEnum : struct, Enum => With(name, value is { } known ? EnumNames<TEnum>.Of(known) : null);

    /// <summary>Ticks values of an enum, unless the form was posted.</summary>
    public Form WithAll<TEnum>(string name, IEnumerable<TEnum> ticked)
        where TEnum : struct, Enum => WithAll(name, ticked.Select(value => EnumNames<TEnum>.Of(value)));

    /// <summary>Ticks boxes by their values, unless the form was posted.</summary>
    public Form WithAll(string name, IEnumerable<string> ticked)
    {
        values[name] = new StringValues([.. ticked]);
        return this;
    }

    /// <summary>Fills in a day, unless the form was posted.</summary>
    public Form With(string name, LocalDate? value) => With(name, value?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Adds what the use case refused, with all its others. Returns the same form, to be shown again.</summary>
    public Form Refused(Refusal refusal)
    {
        refusals.AddRange(refusal.All.Select(one => one with { Others = [] }));
        return this;
    }

    /// <summary>What a field shows: what was typed, else what it was filled with.</summary>
    public string Value(string name) => Given(name) is [{ } first, ..] ? first : "";

    /// <summary>Whether <paramref name="value"/> is among those chosen or ticked.</summary>
    public bool IsChosen(string name, string value) => Given(name).Contains(value);

    /// <summary>The first refusal of <paramref name="name"/>; null when it is fine or wasn't read yet.</summary>
    public Refusal? ErrorOf(string name) => refusals.Find(refusal => refusal.Field == name);

    /// <summary>The id of the control of <paramref name="name"/>.</summary>
    internal string IdOf(string name) => IsApart ? $"{Area}-{name}" : name;

    /// <summary>Whether the reader is asked for it by this name; what a rule deeper down calls otherwise is said of the whole form.</summary>
    internal bool Asks(string name, Texts texts) => texts.Has($"{Area}.{name}") || texts.Has("field." + name) || name.Contains('_', StringComparison.Ordinal);

    /// <summary>The label of <paramref name="name"/>, also in the summary of errors; that of <c>text_3</c>, where a form asks several times for the same, is the text's with the number.</summary>
    internal string Label(string name, Texts texts)
    {
        var own = $"{Area}.{name}";
        var number = name.LastIndexOf('_') + 1;
        return texts.Has(own) ? texts[own]
            : number > 1 && int.TryParse(name.AsSpan(number), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{Label(name[..(number - 1)], texts)} {name[number..]}"
            : texts["field." + name];
    }

    /// <summary>One line of at most <paramref name="max"/> characters. Refuses <c>missing</c>, <c>too_long</c>; "" when not required and left empty.</summary>
    public string Text(string name, int max, bool required = true) => Checked(name, TypedText.Line(Value(name)), max, required);

    /// <summary>Several lines of at most <paramref name="max"/> characters. Refuses <c>missing</c>, <c>too_long</c>; "" when not required and left empty.</summary>
    public string LongText(string name, int max, bool required = true) => Checked(name, TypedText.Lines(Value(name)), max, required);

    /// <summary>One of an enum's values. Refuses <c>missing</c>, <c>invalid_choice</c>.</summary>
    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum => Required(name, ChoiceOrNull<TEnum>(name));

    /// <summary>One of an enum's values, or null when none was chosen. Refuses <c>invalid_choice</c>.</summary>
    public TEnum? ChoiceOrNull<TEnum>(string name)
        where TEnum : struct, Enum => Parsed(name, "invalid_choice", EnumNames<TEnum>.Parse);

    /// <summary>All ticked values of an enum, without repeats; may be empty. Refuses <c>invalid_choice</c>.</summary>
    public IReadOnlyList<TEnum> Choices<TEnum>(string name)
        where TEnum : struct, Enum
    {
        var chosen = Given(name).Where(one => !string.IsNullOrEmpty(one)).Select(EnumNames<TEnum>.Parse).ToList();
        if (chosen.Contains(null))
        {
            Refuse(new Refusal("invalid_choice", name));
        }

        return [.. chosen.OfType<TEnum>().Distinct()];
    }

    /// <summary>The id of something. Refuses <c>missing</c>, <c>invalid_choice</c>; whether it exists is for the use case to say.</summary>
    public Id<T> Id<T>(string name) => Required(name, IdOrNull<T>(name));

    /// <summary>The id of something, or null when left empty. Refuses <c>invalid_choice</c>.</summary>
    public Id<T>? IdOrNull<T>(string name) =>
        Parsed(name, "invalid_choice", typed => Kernel.Id<T>.TryParse(typed, null, out var id) ? id : (Id<T>?)null);

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, both included. Refuses <c>missing</c>, <c>not_a_number</c>, <c>out_of_range</c>.</summary>
    public int Whole(string name, int min, int max) => Required(name, WholeOrNull(name, min, max));

    /// <summary>As <see cref="Whole"/>, or null when left empty.</summary>
    public int? WholeOrNull(string name, int min, int max)
    {
        var number = Parsed(name, "not_a_number", typed =>
            int.TryParse(typed, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var whole) ? whole : (int?)null);
        if (number < min || number > max)
        {
            Refuse(new Refusal("out_of_range", name).With("min", min).With("max", max));
        }

        return number;
    }

    /// <summary>A sum in yuan as people write it. Refuses <c>missing</c> and what <see cref="Kernel.Money.Parse"/> refuses.</summary>
    public Money Money(string name) => Required(name, MoneyOrNull(name));

    /// <summary>As <see cref="Money"/>, or null when left empty.</summary>
    public Money? MoneyOrNull(string name)
    {
        var typed = TypedText.Line(Value(name));
        if (typed.Length == 0)
        {
            return null;
        }

        if (Kernel.Money.Parse(typed, name).IsDone(out var money, out var why))
        {
            return money;
        }

        Refuse(why);
        return null;
    }

    /// <summary>A day. Refuses <c>missing</c>, <c>not_a_date</c>.</summary>
    public LocalDate Date(string name) => Required(name, DateOrNull(name));

    /// <summary>A day, or null when left empty. Refuses <c>not_a_date</c>.</summary>
    public LocalDate? DateOrNull(string name) => Parsed(name, "not_a_date", typed => DayPatterns
        .Select(pattern => pattern.Parse(typed))
        .Where(day => day.Success)
        .Select(day => (LocalDate?)day.Value)
        .FirstOrDefault());

    /// <summary>Everything ticked or repeated under a name, as it was posted, without repeats and blanks; may be empty.</summary>
    public IReadOnlyList<string> Ticked(string name) => [.. Given(name).OfType<string>().Where(one => one.Length > 0).Distinct()];

    /// <summary>The boxes that are ticked, each one of what was offered. Refuses <c>invalid_choice</c>.</summary>
    public IReadOnlyList<string> Choices(string name, IReadOnlyList<Option> offered)
    {
        var chosen = Ticked(name);
        if (chosen.Except(offered.Select(o => o.Value)).Any())
        {
            Refuse(new Refusal("invalid_choice", name));
        }

        return chosen;
    }

    /// <summary>Whether a box is ticked.</summary>
    public bool Flag(string name) => Value(name) is "true" or "on";

    /// <summary>
    /// The files chosen, at most <paramref name="most"/> of at most <paramref name="maxBytes"/> each; may be empty unless
    /// <paramref name="required"/>. Refuses <c>missing</c>, <c>too_many_files</c>, <c>file_empty</c>, <c>file_too_large</c>. What they hold is for the keeper of files to check.
    /// </summary>
    public IReadOnlyList<IFormFile> Files(string name, int most, long maxBytes, bool required = false)
    {
        var files = posted?.Files.GetFiles(name).Where(file => file.FileName.Length > 0).ToList() ?? [];
        Refusal? refusal = files switch
        {
            [] => required ? Kernel.Refusal.Missing(name) : null,
            _ when files.Count > most => new Refusal("too_many_files", name).With("limit", most),
            _ when files.Exists(file => file.Length == 0) => new Refusal("file_empty", name),
            _ when files.Exists(file => file.Length > maxBytes) => new Refusal("file_too_large", name).With("megabytes", maxBytes / (1024 * 1024)),
            _ => null,
        };
        Refuse(refusal);
        return refusal is null ? files : [];
    }

    private StringValues Given(string name) => posted is null ? values.GetValueOrDefault(name) : posted[name];

    private string Checked(string name, string text, int max, bool required)
    {
        Refuse(text.Length == 0 && required ? Kernel.Refusal.Missing(name)
            : text.Length > max ? Kernel.Refusal.TooLong(name, max)
            : null);
        return text;
    }

    private T? Parsed<T>(string name, string code, Func<string, T?> parse)
        where T : struct
    {
        var typed = TypedText.Line(Value(name));
        var value = typed.Length == 0 ? null : parse(typed);
        Refuse(typed.Length > 0 && value is null ? new Refusal(code, name) : null);
        return value;
    }

    private T Required<T>(string name, T? value)
        where T : struct
    {
        if (value is null && ErrorOf(name) is null)
        {
            Refuse(Kernel.Refusal.Missing(name));
        }

        return value.GetValueOrDefault();
    }

    private void Refuse(Refusal? refusal)
    {
        if (refusal is not null)
        {
            refusals.Add(refusal);
        }
    }
}
