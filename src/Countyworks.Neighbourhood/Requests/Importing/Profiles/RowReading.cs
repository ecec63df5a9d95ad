using System.Globalization;
using System.Text.RegularExpressions;
using Countyworks.Core.Matters;
using Countyworks.Kernel;
using Countyworks.Core.Tables;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>Understands rows by a profile.</summary>
public static partial class RowReading
{
    /// <summary>The most characters of another system's number.</summary>
    public const int NumberLimit = 64;

    private const int PhoneLimit = 30;

    /// <summary>
    /// What a row tells. Pure. Refuses, the field being the column of the file, in this order: what reading the row refused
    /// (<c>cells_miscounted</c>, <c>too_long</c>, <c>characters_unreadable</c>, <c>quote_unclosed</c>), <c>missing</c> (number, text, time of receipt),
    /// <c>too_long</c> (number, text, category, address, name, answer), <c>time_unreadable</c>, <c>time_in_future</c>, <c>position_unreadable</c>,
    /// <c>closing_missing</c>, <c>closed_before_received</c>.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="profile">How to understand it.</param>
    /// <param name="now">What lies after it can't have happened.</param>
    public static Outcome<ImportedRequest> Read(SourceRow row, BoundProfile profile, Instant now)
    {
        if ((row.Problem ?? CheckTexts(row, profile)) is { } refusal)
        {
            return refusal;
        }

        return Closing(row, profile, now).Then(closing => Receipt(row, profile, closing.At, now).Then(receipt => Position(row, profile).Then<ImportedRequest>(position =>
            closing.At < receipt.At
                ? new Refusal("closed_before_received", profile.ColumnOf(ImportField.ClosedAt))
                : Understand(row, profile, receipt, closing.At) with { Position = position.LatitudeLongitude })));
    }

    private static Refusal? CheckTexts(SourceRow row, BoundProfile profile)
    {
        foreach (var (field, limit) in new[]
        {
            (ImportField.Number, NumberLimit), (ImportField.Text, FileRequest.TextLimit), (ImportField.Category, Importing.ImportSurroundings.CategoryNameLimit),
            (ImportField.Address, FileRequest.AddressLimit), (ImportField.ContactName, FileRequest.NameLimit),
            (ImportField.Unit, Importing.ImportSurroundings.UnitNameLimit), (ImportField.Answer, Words.Limit),
        })
        {
            var length = profile.Text(row, field, "\n").Length;
            if (length == 0 && field is ImportField.Number or ImportField.Text && profile.Text(row, field).Length == 0)
            {
                return Refusal.Missing(profile.ColumnOf(field)!);
            }

            if (length > limit)
            {
                return Refusal.TooLong(profile.ColumnOf(field)!, limit);
            }
        }

        return null;
    }

    private static ImportedRequest Understand(SourceRow row, BoundProfile profile, Received receipt, Instant? closedAt)
    {
        string Of(ImportField field) => profile.Text(row, field);
        var (rules, notes) = (profile.Profile, new List<string>());
        if (receipt.From != ReceiptFrom.Column)
        {
            notes.Add(receipt.From == ReceiptFrom.Number ? "receipt_from_number" : "receipt_from_closing");
        }

        var phone = TypedText.Line(Of(ImportField.ContactPhone));
        var isPhone = phone.Length is > 0 and <= PhoneLimit && !phone.Contains('*', StringComparison.Ordinal) && FileRequest.NormalPhone(phone) is not null;
        if (phone.Length > 0 && !isPhone)
        {
            notes.Add("phone_left_out");
        }

        var (result, rating) = (rules.Results.Meaning(Of(ImportField.Result)), rules.Ratings.Meaning(Of(ImportField.Rating)));
        if ((result is null && rules.Results.Count > 0 && Of(ImportField.Result).Length > 0) || (rating is null && rules.Ratings.Count > 0 && Of(ImportField.Rating).Length > 0))
        {
            notes.Add("word_unknown");
        }

        return new ImportedRequest(TypedText.Line(Of(ImportField.Number)), profile.Text(row, ImportField.Text, "\n"), receipt.At)
        {
            ReceiptFrom = receipt.From,
            Category = TypedText.Line(Of(ImportField.Category)),
            Priority = rules.Priorities.Meaning(Of(ImportField.Priority)),
            Street = Of(ImportField.Street),
            Community = Of(ImportField.Community),
            Address = TypedText.Line(Of(ImportField.Address)),
            ContactName = TypedText.Line(Of(ImportField.ContactName)),
            ContactPhone = isPhone ? phone : null,
            Unit = TypedText.Line(Of(ImportField.Unit)),
            UnitCode = TypedText.Line(Of(ImportField.UnitCode)),
            ClosedAt = closedAt,
            Answer = Of(ImportField.Answer),
            Result = result,
            Rating = rating,
            Notes = notes,
        };
    }

    private static Outcome<Closed> Closing(SourceRow row, BoundProfile profile, Instant now)
    {
        var (status, text) = (profile.Text(row, ImportField.Status), profile.Text(row, ImportField.ClosedAt));
        var column = profile.ColumnOf(ImportField.ClosedAt) ?? profile.ColumnOf(ImportField.Status);
        var words = profile.Profile.EndedWords;
        var hasEnded = status.Length > 0 && words.Count > 0 ? words.Any(word => Names.Plain(word) == Names.Plain(status)) : text.Length > 0;
        return !hasEnded ? new Closed(null)
            : text.Length == 0 ? new Refusal("closing_missing", column)
            : profile.Moment(text) is not { } at ? new Refusal("time_unreadable", column)
            : at > now ? new Refusal("time_in_future", column)
            : new Closed(at);
    }

    private static Outcome<Received> Receipt(SourceRow row, BoundProfile profile, Instant? closedAt, Instant now)
    {
        var column = profile.ColumnOf(ImportField.ReceivedAt);
        if (profile.Text(row, ImportField.ReceivedAt) is { Length: > 0 } text)
        {
            return profile.Moment(text) is not { } at ? new Refusal("time_unreadable", column)
                : at > now ? new Refusal("time_in_future", column)
                : new Received(at, ReceiptFrom.Column);
        }

        if (!profile.Profile.GuessesReceipt)
        {
            return Refusal.Missing(column!);
        }

        var number = DayInNumber(profile.Text(row, ImportField.Number));
        return number is { } guess && guess <= now && (closedAt is null || guess <= closedAt) ? new Received(guess, ReceiptFrom.Number)
            : closedAt is { } closed ? new Received(closed, ReceiptFrom.Closing)
            : Refusal.Missing(column ?? profile.ColumnOf(ImportField.Number)!);
    }

    /// <summary>The day, and the time if there is one, that a number such as SX20260924163012007 begins with.</summary>
    private static Instant? DayInNumber(string number)
    {
        var found = Day().Match(number);
        if (!found.Success)
        {
            return null;
        }

        int Part(string name) => found.Groups[name] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
        var (year, month, day) = (Part("year"), Part("month"), Part("day"));
        return day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? CountyTime.At(new LocalDateTime(year, month, day, Part("hour"), Part("minute"), Part("second")))
            : null;
    }

    private static Outcome<Where> Position(SourceRow row, BoundProfile profile)
    {
        var (north, east) = (profile.Text(row, ImportField.Latitude), profile.Text(row, ImportField.Longitude));
        if (north.Length == 0 || east.Length == 0)
        {
            return new Where(null);
        }

        return Degrees(north, 90) is not { } latitude ? new Refusal("position_unreadable", profile.ColumnOf(ImportField.Latitude))
            : Degrees(east, 180) is not { } longitude ? new Refusal("position_unreadable", profile.ColumnOf(ImportField.Longitude))
            : new Where((latitude, longitude));
    }

    private static double? Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    [GeneratedRegex(@"(?<year>20[0-9]{2})-?(?<month>0[1-9]|1[0-2])-?(?<day>0[1-9]|[12][0-9]|3[01])((?<hour>[01][0-9]|2[0-3])(?<minute>[0-5][0-9])(?<second>[0-5][0-9]))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();

    private readonly record struct Closed(Instant? At);

    private readonly record struct Received(Instant At, ReceiptFrom From);

    private readonly record struct Where((double Latitude, double Longitude)? LatitudeLongitude);
}
