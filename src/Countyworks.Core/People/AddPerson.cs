using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.People;

/// <summary>Makes a person known, who may then hold posts and have an account.</summary>
/// <param name="Name">As the person is called, 1 to <see cref="NameLimit"/> characters.</param>
/// <param name="Phone">Null or empty when not known.</param>
/// <param name="Email">Null or empty when not known.</param>
public sealed record AddPerson(string Name, string? Phone = null, string? Email = null)
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 40;

    /// <summary>The most characters of a mail address.</summary>
    public const int EmailLimit = 254;

    /// <summary>
    /// Adds the person. Refuses <c>forbidden</c>; then, all that applies at once: <c>missing</c> and <c>too_long</c> (name), <c>phone_invalid</c> (phone),
    /// <c>email_invalid</c> (email).
    /// </summary>
    public Outcome<Person> In(Change change, Caller caller)
    {
        if (!caller.Has(CorePermissions.Administer))
        {
            return Refusal.Forbidden;
        }

        if (Refusal.Join(Check()) is { } refusal)
        {
            return refusal;
        }

        var person = new Person { Id = change.NewId<Person>(), Name = Name.Trim(), At = change.Now };
        Contact.SealInto(person, change.Secrets);
        change.Add(person);
        change.Record(new PersonAdded(), person.Id.Value);
        return person;
    }

    /// <summary>How the person is reached, in the form in which it is kept.</summary>
    internal PersonContact Contact => new(Digits(Phone), Blank(Email));

    internal IEnumerable<Refusal> Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return Refusal.Missing("name");
        }

        if (Name.Trim().Length > NameLimit)
        {
            yield return Refusal.TooLong("name", NameLimit);
        }

        if (Digits(Phone)?.Length is < 7 or > 12 || (Blank(Phone) is not null && Digits(Phone) is null))
        {
            yield return new Refusal("phone_invalid", "phone");
        }

        if (Blank(Email) is { } email && (email.Length > EmailLimit || email.IndexOf('@', StringComparison.Ordinal) < 1 || email.EndsWith('@') || email.Any(char.IsWhiteSpace)))
        {
            yield return new Refusal("email_invalid", "email");
        }
    }

    private static string? Digits(string? phone) => Blank(string.Concat((phone ?? "").Where(char.IsAsciiDigit)));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
