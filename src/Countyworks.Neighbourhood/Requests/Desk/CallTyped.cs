using Countyworks.Core.Places;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Desk;

/// <summary>What is typed on the desk's one screen, whole or not yet.</summary>
internal sealed record CallTyped
{
    /// <summary>Files.</summary>
    public const string FileDeed = "file";

    /// <summary>Files and answers at once.</summary>
    public const string AnswerDeed = "answer";

    /// <summary>The doors a duty officer takes requests in by.</summary>
    public static readonly IReadOnlyList<Door> Doors = [Door.Phone, Door.Counter, Door.Paper];

    private const int PhoneLimit = 30;

    public required string? Phone { get; init; }

    public required string Name { get; init; }

    public required string Text { get; init; }

    public required PlaceTyped Place { get; init; }

    public required string Address { get; init; }

    public required Category? Category { get; init; }

    public required Priority? Priority { get; init; }

    public required Door Door { get; init; }

    public required Id<Matter>? Joins { get; init; }

    public required Id<Person>? Person { get; init; }

    public required string? Answer { get; init; }

    /// <summary>Reads a call that is to be filed; whatever is wrong with it the form has afterwards.</summary>
    public static CallTyped Read(Form form, RequestCall page, Articles articles) => Read(form.For("desk"), page, articles, "", whole: true);

    /// <summary>Reads one of several requests of one form, whose fields end in <paramref name="suffix"/>; whole when it is to be filed.</summary>
    public static CallTyped Read(Form form, RequestCall page, Articles articles, string suffix, bool whole)
    {
        var categories = page.Categories.Current;
        var text = form.LongText("text" + suffix, FileRequest.TextLimit, whole);
        var phone = form.Text("contactPhone" + suffix, PhoneLimit, required: false);
        if (phone.Length > 0 && FileRequest.NormalPhone(phone) is null)
        {
            form.Refused(new Refusal("phone_invalid", "contactPhone" + suffix));
        }

        return new CallTyped
        {
            Phone = FileRequest.NormalPhone(phone),
            Name = form.Text("contactName" + suffix, FileRequest.NameLimit, required: false),
            Text = text,
            Place = PlaceTyped.Read(form, "place" + suffix, page.Places, whole),
            Address = form.Text("address" + suffix, FileRequest.AddressLimit, required: false),
            Category = categories.Chosen(form, "category" + suffix) ?? categories.SuggestedBy(text).FirstOrDefault(),
            Priority = form.ChoiceOrNull<Priority>("priority" + suffix),
            Door = form.ChoiceOrNull<Door>("door") is { } door && Doors.Contains(door) ? door : Door.Phone,
            Joins = form.IdOrNull<Matter>("joins" + suffix),
            Person = form.IdOrNull<Person>("person" + suffix),
            Answer = form.Value("deed") == AnswerDeed ? AnswerOf(form, articles) : null,
        };
    }

    /// <summary>Reads what there is so far, for its hints; a form of its own, so that nothing unfinished is called an error.</summary>
    public static CallTyped Glance(Form form, RequestCall page, Articles articles) => Read(form.Copy(), page, articles, "", whole: false);

    /// <summary>As the use case takes it; ask the form for refusals before.</summary>
    public TakeCall AsCall(RequestCall page) => new(
        new FileRequest(Text, Place.Place!, page.Places.CommunityOf(Place.Place!), Category, Door, FileRequest.NewTrackingCode())
        {
            Address = Address,
            Person = Person,
            ContactName = Name,
            ContactPhone = Phone,
            Priority = Priority,
            Joins = Joins,
        },
        Answer);

    private static string AnswerOf(Form form, Articles articles) =>
        form.LongText("answer", Words.Limit, required: false) is { Length: > 0 } typed ? typed
        : form.IdOrNull<Article>("article") is { } id && articles.Find(id) is { } article ? article.Text
        : "";
}
