using System.Linq.Expressions;
using Countyworks.Core.People;
using Countyworks.Data.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>Who a requester is and how they are reached (联系人). It is kept sealed, shown masked, and shown whole to those who say why they need it.</summary>
/// <param name="Name">The name given; null when none was.</param>
/// <param name="Phone">The phone given, digits only; null when none was.</param>
public sealed record Contact(string? Name, string? Phone)
{
    private const string Table = "request", PhoneColumn = "contact_phone";

    /// <summary>Whether nothing was given.</summary>
    public bool IsEmpty => Name is null && Phone is null;

    /// <summary>As those see it who don't need it whole.</summary>
    public Contact Hidden => new(Masked.Name(Name), Masked.Phone(Phone));

    /// <summary>Reads it off a row, also off one that is not sealed yet.</summary>
    public static Contact Of(Request request, ISecrets secrets)
    {
        if (request.SealedContact is not { } sealedText)
        {
            return new(request.PlainName, request.PlainPhone);
        }

        var parts = secrets.OpenOwn(PlaceOf(request), sealedText).Split('\n', 2);
        return new(Known(parts[1]), Known(parts[0]));
    }

    /// <summary>Whether a row has one, without opening it.</summary>
    public static bool IsIn(Request request) => (request.SealedContact ?? request.PlainName ?? request.PlainPhone) is not null;

    /// <summary>Seals it into the row of its request, in the place of what was there; an empty one erases.</summary>
    public void SealInto(Request request, ISecrets secrets)
    {
        (request.PlainName, request.PlainPhone) = (null, null);
        request.SealedContact = IsEmpty ? null : secrets.Seal(PlaceOf(request), $"{Phone}\n{Name}");
        request.SealedUnder = IsEmpty ? null : secrets.CurrentKey;
        request.PhoneIndex = Phone is null ? null : secrets.Index(Table, PhoneColumn, Phone);
    }

    /// <summary>Finds requests by the whole phone of their contact.</summary>
    /// <param name="phone">Digits only.</param>
    /// <param name="secrets">The keys.</param>
    public static Expression<Func<Request, bool>> HasPhone(string phone, ISecrets secrets)
    {
        var index = secrets.Index(Table, PhoneColumn, phone);
        return request => request.PhoneIndex == index || request.PlainPhone == phone;
    }

    /// <summary>Never the contact itself: what is written into a log shows nobody's.</summary>
    public override string ToString() => IsEmpty ? "" : "***";

    internal static void Map(EntityTypeBuilder<Request> table)
    {
        table.Property(r => r.PlainName).HasColumnName("contact_name");
        table.Property(r => r.PlainPhone).HasColumnName("contact_phone");
    }

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static SecretPlace PlaceOf(Request request) => new(Table, "sealed_contact", request.Id.ToString());
}
