using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Desk.Chat;

/// <summary>
/// <c>/desk/chat</c>: a chat is pasted, sorted into requests and filed. The server keeps nothing in between: the paste and its grouping travel in the form.
/// </summary>
internal static class ChatEndpoints
{
    public const string Path = DeskEndpoints.Path + "/chat";

    /// <summary>The buttons.</summary>
    public const string Read = "read", Regroup = "regroup", File = "file", Again = "again";

    /// <summary>The fields: the paste, the grouping shown, a message's request, a request filed already.</summary>
    public const string PasteField = "paste", GroupsField = "groups", MessageField = "message_", FiledField = "filed";

    private const string Area = "desk";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup(Path).Needs(RequestPermissions.Take).ExcludeFromDescription();
        chat.MapGet("", Show);
        chat.MapPost("", Post);
    }

    private static async Task<IResult> Show(RequestCall page, string? filed)
    {
        List<Id<Matter>> ids = [.. (filed ?? "").Split(',').Take(ProposedRequest.Most).Select(one => Id<Matter>.TryParse(one, null, out var id) ? id : default)];
        var before = filed is null ? [] : await FiledBefore.Read(page.Db, ids, page.Caller.PathsFor(RequestPermissions.Take), page.Http.RequestAborted);
        return Pasting(Form.New(Area), PlaceTyped.None, before);
    }

    private static async Task<IResult> Post(RequestCall page, Cached<Articles> articles, Form form)
    {
        form.For(Area);
        var paste = form.LongText(PasteField, GroupChat.PasteLimit);
        if (form.Value("deed") == Again)
        {
            return Pasting(form.Copy().For(Area), PlaceTyped.None, []);
        }

        var proposed = ChatSheet.Propose(GroupChat.Read(paste, CountyTime.LocalDay(page.Now)));
        var place = form.Value("deed") == Read ? PlaceTyped.Read(form, "place", page.Places, required: false) : PlaceTyped.None;
        if (form.Refusal is null && proposed.IsTooMuch)
        {
            form.Refused(new Refusal("chat_too_much", PasteField).With("messages", ChatSheet.MostMessages).With("requests", ProposedRequest.Most));
        }

        if (form.Refusal is not null)
        {
            return Pasting(form, place, []);
        }

        return await new Sorting(page, articles.Current, form, paste).Go(proposed, place.Place);
    }

    private static IResult Pasting(Form form, PlaceTyped place, IReadOnlyList<FiledBefore> filed) =>
        Page.Show<PastePage, PasteView>(new PasteView(form, place.Candidates, filed), Problems.StatusOf(form));

    /// <summary>The name of the field that says which request a message belongs to; people count from 1.</summary>
    public static string MessageName(int index) => MessageField + (index + 1).ToString(CultureInfo.InvariantCulture);
}
