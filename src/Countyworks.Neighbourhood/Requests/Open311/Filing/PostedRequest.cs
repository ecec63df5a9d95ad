using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Neighbourhood.Requests.Open311.Filing;

/// <summary>A request as a form of GeoReport tells it, understood.</summary>
/// <param name="Category">The service.</param>
/// <param name="Place">Where.</param>
/// <param name="Text">The description; the service's name where there is none.</param>
internal sealed record PostedRequest(Category Category, Place Place, string Text)
{
    /// <summary>The most characters of an address of a picture.</summary>
    public const int UrlLimit = 500;

    /// <summary>The address in words.</summary>
    public string? Address { get; init; }

    /// <summary>The position given.</summary>
    public (double Latitude, double Longitude)? Position { get; init; }

    /// <summary>The requester's name.</summary>
    public string? Name { get; init; }

    /// <summary>The requester's phone, where it can be one.</summary>
    public string? Phone { get; init; }

    /// <summary>Where a picture lies; it is a link for staff and never fetched.</summary>
    public string? MediaUrl { get; init; }

    /// <summary>What there is no field for: e-mail, answers to questions, the picture's address.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>
    /// Understands a form. Refuses <c>open311_service_unknown</c> (404) before all else; then, all that applies at once: <c>missing</c> (service_code),
    /// <c>open311_position_unreadable</c> (lat), <c>open311_far_away</c> (lat), <c>open311_address_unknown</c> (address_id), <c>open311_where_missing</c>,
    /// <c>too_long</c> (description, address_string, first_name, media_url), <c>open311_url_unreadable</c> (media_url), and what
    /// <see cref="AttributeAnswers.Read"/> refuses.
    /// </summary>
    public static Outcome<PostedRequest> Read(IFormCollection form, GeoCall call)
    {
        var code = Line(form, "service_code");
        var category = call.Categories.Find(code);
        if (code.Length > 0 && category is not { IsActive: true })
        {
            return new Refusal("open311_service_unknown", "service_code") { Kind = RefusalKind.NotFound };
        }

        var where = Where(form, call.Places);
        var attributes = AttributeAnswers.Read(form, category is null ? [] : call.Attributes.Of(category.Code));
        var wrong = Wrong(form).Concat(where.Refusal?.All ?? []).Concat(attributes.Refusal?.All ?? []);
        if (Refusal.Join(code.Length == 0 ? wrong.Prepend(Refusal.Missing("service_code")) : wrong) is { } refusal)
        {
            return refusal;
        }

        var (text, media, email, phone) = (TypedText.Lines(form["description"]), Line(form, "media_url"), Line(form, "email"), Line(form, "phone"));
        var kept = FileRequest.NormalPhone(phone);
        return new PostedRequest(category!, where.Value.Place, text.Length > 0 ? text : category!.NameZh)
        {
            Address = Line(form, "address_string") is { Length: > 0 } address ? address : null,
            Position = where.Value.Position,
            Name = NameOf(form),
            Phone = kept,
            MediaUrl = media.Length > 0 ? media : null,
            Details = [.. attributes.Value, .. new[] { email, kept is null ? phone : "", media }.Where(d => d.Length > 0)],
        };
    }

    // In Chinese the family name leads and nothing stands between; a client that must send two names sends a dash for one.
    private static string? NameOf(IFormCollection form)
    {
        var (first, last) = (Line(form, "first_name").Trim('-', ' '), Line(form, "last_name").Trim('-', ' '));
        var isLatin = (first + last).All(char.IsAscii);
        var name = isLatin ? $"{first} {last}".Trim() : last + first;
        return name.Length == 0 ? null : name;
    }

    private static IEnumerable<Refusal> Wrong(IFormCollection form)
    {
        (string Field, string Text, int Limit)[] limited =
        [
            ("description", TypedText.Lines(form["description"]), FileRequest.TextLimit),
            ("address_string", Line(form, "address_string"), FileRequest.AddressLimit),
            ("first_name", NameOf(form) ?? "", FileRequest.NameLimit),
            ("email", Line(form, "email"), AttributeAnswers.AnswerLimit),
            ("phone", Line(form, "phone"), FileRequest.NameLimit),
            ("media_url", Line(form, "media_url"), UrlLimit),
        ];
        foreach (var (field, _, limit) in limited.Where(l => l.Text.Length > l.Limit))
        {
            yield return Refusal.TooLong(field, limit);
        }

        if (Line(form, "media_url") is { Length: > 0 } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
        {
            yield return new Refusal("open311_url_unreadable", "media_url");
        }
    }

    private static Outcome<(Place Place, (double Latitude, double Longitude)? Position)> Where(IFormCollection form, PlaceTree places)
    {
        var (lat, lon, words, id) = (Line(form, "lat"), Line(form, "long"), Line(form, "address_string"), Line(form, "address_id"));
        if (lat.Length > 0 || lon.Length > 0)
        {
            return Degrees(lat, 90) is not { } latitude || Degrees(lon, 180) is not { } longitude ? new Refusal("open311_position_unreadable", "lat")
                : PlaceOfReport.Nearest(places, (latitude, longitude)) is not { } nearest ? new Refusal("open311_far_away", "lat")
                : (nearest, (latitude, longitude));
        }

        return id.Length > 0 ? (places.WithCode(id) is { } coded ? (coded, null) : new Refusal("open311_address_unknown", "address_id"))
            : words.Length > 0 && PlaceOfReport.Named(places, words) is { } named ? (named, null)
            : new Refusal("open311_where_missing", "lat");
    }

    // With a decimal point: a comma would make one number of two.
    private static double? Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private static string Line(IFormCollection form, string name) => TypedText.Line(form[name]);
}
