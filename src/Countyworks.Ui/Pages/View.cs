using Countyworks.Kernel;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Countyworks.Ui;

/// <summary>A piece of a page: texts and the reader's words for money and time at hand. Renders once, on the server.</summary>
public abstract class View : ComponentBase
{
    /// <summary>The texts.</summary>
    [Inject]
    public required Texts T { get; init; }

    /// <inheritdoc cref="Dates.Day"/>
    protected static string Day(LocalDate day) => Dates.Day(day);

    /// <inheritdoc cref="Dates.DayOfYear"/>
    protected static string DayOfYear(LocalDate day) => Dates.DayOfYear(day);

    /// <inheritdoc cref="Dates.Time"/>
    protected static string Time(Instant instant) => Dates.Time(instant);

    /// <summary>A sum in headings, where the size matters more than the fen: "160.2万元" from 10,000 yuan up, in English "¥1,602,000".</summary>
    protected string InHeading(Money money) => Math.Abs(money.Fen) < FenOfTenThousandYuan
        ? money.ToString()
        : T.Format("money.heading", money.Fen / (decimal)FenOfTenThousandYuan, money.Fen / 100m);

    private const long FenOfTenThousandYuan = 1_000_000;
}
