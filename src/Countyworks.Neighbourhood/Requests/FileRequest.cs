using Countyworks.Data.Secrets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Search;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What filing answers: enough to find the request again.</summary>
/// <param name="Id">The matter.</param>
/// <param name="Number">What people call it.</param>
/// <param name="TrackingCode">With the number it opens the tracking page.</param>
public sealed record Filed(Id<Matter> Id, string Number, string TrackingCode);

/// <summary>Files a request: the one way in, whichever the door.</summary>
/// <param name="Text">In the requester's own words: 1 to <see cref="TextLimit"/> characters.</param>
/// <param name="Place">Where: any place of the tree.</param>
/// <param name="Community">The community that place lies in, or the place above where none is known: where it is counted.</param>
/// <param name="Category">What it is about; null when nobody knows yet.</param>
/// <param name="Door">The door.</param>
/// <param name="TrackingCode">From <see cref="NewTrackingCode"/>.</param>
public sealed partial record FileRequest(string Text, Place Place, Id<Place> Community, Category? Category, Door Door, string TrackingCode)
{
    /// <summary>The most characters of a text.</summary>
    public const int TextLimit = 4000;

    /// <summary>The most characters of an address, a name.</summary>
    public const int AddressLimit = 200, NameLimit = 60;

    /// <summary>What the requester's own files are for, see <see cref="MatterFile.Purpose"/>.</summary>
    public const string ReportPurpose = "report";

    // Neither 0 and O nor 1, I and L: it is read out on the phone.
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int TitleLength = 40;

    /// <summary>Where exactly, in words.</summary>
    public string? Address { get; init; }

    /// <summary>Degrees north and east, WGS 84.</summary>
    public (double Latitude, double Longitude)? Position { get; init; }

    /// <summary>The requester, where known.</summary>
    public Id<Person>? Person { get; init; }

    /// <summary>The name given.</summary>
    public string? ContactName { get; init; }

    /// <summary>The phone given.</summary>
    public string? ContactPhone { get; init; }

    /// <summary>How pressing; the category's own where nobody says.</summary>
    public Priority? Priority { get; init; }

    /// <summary>Pictures and papers, kept before.</summary>
    public IReadOnlyList<Id<Core.Files.StoredFile>> Files { get; init; } = [];

    /// <summary>When it was received, if before now.</summary>
    public Instant? ReceivedAt { get; init; }

    /// <summary>The open request about the same thing that the requester joins instead.</summary>
    public Id<Matter>? Joins { get; init; }

    /// <summary>The system it is imported from, and its number there.</summary>
    public (string Source, string Number)? Origin { get; init; }

    /// <summary>A code that can't be guessed: 8 of 31 letters.</summary>
    public static string NewTrackingCode() => RandomNumberGenerator.GetString(CodeLetters, 8);

    /// <summary>
    /// Files it. Refuses, all that applies at once: <c>missing</c> (text), <c>too_long</c> (text, address, contactName), <c>phone_invalid</c> (contactPhone);
    /// then <c>join_impossible</c> (the request to join has ended or is elsewhere).
    /// </summary>
    public Outcome<Filed> In(Change change, MatterRules rules)
    {
        if (Refusal.Join(Check()) is { } refusal)
        {
            return refusal;
        }

        if (Joins is { } joined && !(Dossier.Read(change.Db, joined, rules) is { Matter.IsOpen: true } other && other.Kind == RequestKind.Kind))
        {
            return new Refusal("join_impossible", "joins") { Kind = RefusalKind.Conflict };
        }

        var words = new Words(Text.Trim(), [.. Files.Select(f => (f, ReportPurpose))]);
        var dossier = OpenMatter.In(change, RequestKind.Kind, AsMatter(), rules, words);
        var request = AsRequest(dossier.Matter.Id, change.Secrets);
        RequestCounts.Recount(change, request, dossier.Matter, Community);
        change.Add(request);
        change.Index(new Findable(request.Id.Value, RequestKind.Kind.Name, Place.Path, Audience.Staff, dossier.Matter.Number, request.Text, request.Address), isNew: true);
        change.Record(new RequestFiled(Door, Origin?.Source), dossier.Matter.Id.Value, Audience.Staff);
        if (Joins is { } into)
        {
            Join(change, dossier, into, rules);
        }

        return new Filed(dossier.Matter.Id, dossier.Matter.Number, TrackingCode);
    }

    /// <summary>The phone as it is kept: digits only, without the country's 86; null when it can't be one.</summary>
    public static string? NormalPhone(string? phone)
    {
        var digits = NotDigits().Replace(phone ?? "", "");
        digits = digits.Length > 11 && digits.StartsWith("86", StringComparison.Ordinal) ? digits[2..] : digits;
        return digits.Length is >= 7 and <= 12 ? digits : null;
    }

    /// <summary>What is wrong with what was typed: so that a form of several pages can say it before the last.</summary>
    public IEnumerable<Refusal> Check()
    {
        if (string.IsNullOrWhiteSpace(Text))
        {
            yield return Refusal.Missing("text");
        }

        if (Text.Length > TextLimit)
        {
            yield return Refusal.TooLong("text", TextLimit);
        }

        if (Address?.Length > AddressLimit)
        {
            yield return Refusal.TooLong("address", AddressLimit);
        }

        if (ContactName?.Length > NameLimit)
        {
            yield return Refusal.TooLong("contactName", NameLimit);
        }

        if (!string.IsNullOrWhiteSpace(ContactPhone) && NormalPhone(ContactPhone) is null)
        {
            yield return new Refusal("phone_invalid", "contactPhone");
        }
    }

    private NewMatter AsMatter() => new(Title(Text), Place, Category?.Code, Priority ?? Category?.Priority ?? Core.Matters.Priority.Normal, ReceivedAt);

    private Request AsRequest(Id<Matter> id, ISecrets secrets)
    {
        var request = new Request
        {
            Id = id,
            Door = Door,
            Text = Text.Trim(),
            Address = Blank(Address),
            Latitude = Position?.Latitude ?? Place.Latitude,
            Longitude = Position?.Longitude ?? Place.Longitude,
            PersonId = Person,
            TrackingCode = TrackingCode,
            Source = Origin?.Source,
            SourceNumber = Origin?.Number,
        };
        new Contact(Blank(ContactName), NormalPhone(ContactPhone)).SealInto(request, secrets);
        return request;
    }

    private static void Join(Change change, Dossier dossier, Id<Matter> into, MatterRules rules)
    {
        dossier.Matter.MergedIntoId = into;
        MakeMove.In(change, dossier, RequestKind.Kind.MoveNamed(MoveNames.Merge)!, Words.None, rules);
        change.Add(new MatterLink { FromId = dossier.Matter.Id, ToId = into, Relation = MergeMatter.Relation, At = change.Now });
        change.Record(new RequestJoined(), into.Value, Audience.Staff);
    }

    // The first words, with long numbers hidden: titles stand in lists, letters and page titles.
    private static string Title(string text)
    {
        var line = LongNumber().Replace(Spaces().Replace(text.Trim(), " "), "…");
        if (line.Length <= TitleLength)
        {
            return line;
        }

        // Half of an emoji is no text: PostgreSQL would refuse the row.
        var end = char.IsHighSurrogate(line[TitleLength - 2]) ? TitleLength - 2 : TitleLength - 1;
        return line[..end] + "…";
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex("[^0-9]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotDigits();

    [GeneratedRegex("[0-9][0-9 -]{5,}[0-9Xx]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
