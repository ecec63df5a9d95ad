using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Ui.Styleguide;

/// <summary>What the style guide shows: one moment, and a form that was refused.</summary>
/// <param name="Now">The moment all examples are seen at.</param>
/// <param name="Form">The form.</param>
public sealed record StyleguideView(Instant Now, Form Form)
{
    private static readonly Instant Moment = CountyTime.At(new LocalDateTime(2026, 9, 28, 15, 0));

    /// <summary>The examples, always the same, so that pictures of the page can be compared.</summary>
    public static StyleguideView Example(Texts texts) => new(
        Moment,
        Form.New("styleguide")
            .With("subject", texts["styleguide.row_lamp"])
            .With("phone", "1380000")
            .With("kind", "water")
            .With("day", new LocalDate(2026, 9, 24))
            .With("colour", (Theme?)Theme.Dark)
            .Refused(Refusal.Missing("story"))
            .Refused(Refusal.TooLong("phone", 11))
            .Refused(new Refusal("invalid_choice", "topics"))
            .Refused(Refusal.Missing("agree")));

    /// <summary>The same with the form as it was sent.</summary>
    internal static StyleguideView Posted(Form form, Texts texts)
    {
        form.For("styleguide");
        form.Text("subject", max: 20);
        form.LongText("story", max: 500);
        form.Text("phone", max: 11);
        form.Date("day");
        return Example(texts) with { Form = form };
    }
}

/// <summary>A row of the example table.</summary>
internal sealed record StyleguideRow(Due Due, string Number, string TitleKey, string PlaceKey, Money Cost);
