using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Data;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>What is sent of a request to another authority: what it is about and where, never who asked.</summary>
internal static class ForwardedForm
{
    private const int DescriptionLimit = 4000;

    /// <summary>Our reference, unlike that of any other county: it stands at the end of the description, and the request is found by it.</summary>
    public static string ReferenceOf(Matter matter, DistrictCode district) => $"[{district}-{TrackingNumber.InAddress(matter.Number)}]";

    /// <summary>The form.</summary>
    public static IReadOnlyDictionary<string, string> Of(Sending sending, string reference, PlaceTree places)
    {
        var (rule, request) = (sending.Rule, sending.Request);
        var room = DescriptionLimit - reference.Length - 1;
        var text = request.Text.Length <= room ? request.Text : request.Text[..room];
        string[] where = [.. new[] { places.District?.Name, places.FullName(sending.Matter.PlaceId), request.Address }.Where(part => !string.IsNullOrEmpty(part)).Distinct().OfType<string>()];
        var form = new Dictionary<string, string>
        {
            ["api_key"] = rule.ApiKey,
            ["service_code"] = rule.ServiceCode,
            ["description"] = $"{text}\n{reference}",
            ["address_string"] = Cut(string.Join(' ', where)),
            ["device_id"] = sending.Forwarded.Id.ToString(),
        };
        if (rule.JurisdictionId is { } jurisdiction)
        {
            form["jurisdiction_id"] = jurisdiction;
        }

        if (request is { Latitude: { } latitude, Longitude: { } longitude })
        {
            (form["lat"], form["long"]) = (Degrees(latitude), Degrees(longitude));
        }

        return form;
    }

    private static string Cut(string text) => text.Length <= FileRequest.AddressLimit ? text : text[..FileRequest.AddressLimit];

    private static string Degrees(double degrees) => degrees.ToString("0.0######", CultureInfo.InvariantCulture);
}
