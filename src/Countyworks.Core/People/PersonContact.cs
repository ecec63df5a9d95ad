using System.Linq.Expressions;
using Countyworks.Data.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Countyworks.Core.People;

/// <summary>How a person is reached. It is kept sealed, and shown masked.</summary>
/// <param name="Phone">Digits only; null when not known.</param>
/// <param name="Email">Null when not known.</param>
public sealed record PersonContact(string? Phone, string? Email)
{
    private const string Table = "person", PhoneColumn = "phone";

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => Phone is null && Email is null;

    /// <summary>Reads it off a row, also off one that is not sealed yet.</summary>
    public static PersonContact Of(Person person, ISecrets secrets)
    {
        if (person.SealedContact is not { } sealedText)
        {
            return new(person.PlainPhone, person.PlainEmail);
        }

        var parts = secrets.OpenOwn(PlaceOf(person), sealedText).Split('\n', 2);
        return new(Known(parts[0]), Known(parts[1]));
    }

    /// <summary>Seals it into the row of its person, in the place of what was there.</summary>
    public void SealInto(Person person, ISecrets secrets)
    {
        (person.PlainPhone, person.PlainEmail) = (null, null);
        person.SealedContact = IsEmpty ? null : secrets.Seal(PlaceOf(person), $"{Phone}\n{Email}");
        person.SealedUnder = IsEmpty ? null : secrets.CurrentKey;
        person.PhoneIndex = Phone is null ? null : secrets.Index(Table, PhoneColumn, Phone);
    }

    /// <summary>Finds persons by their whole phone.</summary>
    /// <param name="phone">Digits only.</param>
    /// <param name="secrets">The keys.</param>
    public static Expression<Func<Person, bool>> HasPhone(string phone, ISecrets secrets)
    {
        var index = secrets.Index(Table, PhoneColumn, phone);
        return person => person.PhoneIndex == index || person.PlainPhone == phone;
    }

    /// <summary>Never the contact itself: what is written into a log shows nobody's.</summary>
    public override string ToString() => IsEmpty ? "" : "***";

    internal static void Map(EntityTypeBuilder<Person> table)
    {
        table.Property(p => p.PlainPhone).HasColumnName("phone");
        table.Property(p => p.PlainEmail).HasColumnName("email");
    }

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static SecretPlace PlaceOf(Person person) => new(Table, "sealed_contact", person.Id.ToString());
}
