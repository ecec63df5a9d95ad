using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Neighbourhood.Requests.Desk.Chat;

/// <summary>One answer to the sheet: shows it first, regroups it, or files its requests, each by a command of its own that a repeat does not run again.</summary>
internal sealed class Sorting(RequestCall page, Articles articles, Form posted, string paste)
{
    // What was typed, as a form that may be filled in anew.
    private readonly Form form = posted.Editable().For("desk");

    /// <summary>Answers.</summary>
    /// <param name="proposed">The messages with the grouping proposed at first.</param>
    /// <param name="place">Where the group is; null when that was not said.</param>
    public async Task<IResult> Go(ChatSheet proposed, Place? place)
    {
        if (proposed.WithCarried(posted.Value(ChatEndpoints.GroupsField)) is not { } before)
        {
            Fill(proposed, proposed.Requests, place);
            return await Shown(proposed);
        }

        var sheet = before with { Groups = [.. before.Groups.Select((was, index) => form.WholeOrNull(ChatEndpoints.MessageName(index), 0, ProposedRequest.Most) ?? was)] };
        if (form.Refusal is not null)
        {
            return await Shown(before);
        }

        var isRegrouped = !sheet.Groups.SequenceEqual(before.Groups);
        foreach (var request in sheet.Requests.Intersect(before.Requests))
        {
            var name = "text" + ChatRequest.SuffixOf(request);
            form.With(name, sheet.TextAfter(before, request, TypedText.Lines(form.Value(name))));
        }

        Fill(sheet, sheet.Requests.Except(before.Requests), place: null);
        return isRegrouped || posted.Value("deed") != ChatEndpoints.File ? await Shown(sheet, isRegrouped) : await File(sheet);
    }

    // All are looked at before the first is filed; one that is refused all the same leaves those before it filed, and the page says which.
    private async Task<IResult> File(ChatSheet sheet)
    {
        var filed = FiledOf(sheet);
        var requests = sheet.Requests.Where(r => !filed.ContainsKey(r)).Select(r => (Number: r, Suffix: ChatRequest.SuffixOf(r), Typed: ReadOne(form, r, whole: true))).ToList();
        if (sheet.Requests.Count == 0)
        {
            form.Refused(new Refusal("chat_nothing", ChatEndpoints.MessageName(0)));
        }

        foreach (var request in form.Refusal is null ? requests : [])
        {
            var call = request.Typed.AsCall(page);
            var outcome = await page.Run(
                "take_call", RequestPermissions.Take, posted, change => call.In(change, page.Caller, page.Rules), $"/{request.Number.ToString(CultureInfo.InvariantCulture)}");
            if (outcome.IsDone(out var done, out var refusal))
            {
                filed[request.Number] = done.Id;
                form.With(ChatEndpoints.FiledField + request.Suffix, done.Id.ToString());
            }
            else
            {
                form.Refused(Refusal.Join(refusal.All.Select(one => one with { Field = one.Field is { } field ? field + request.Suffix : null, Others = [] }))!);
            }
        }

        return form.Refusal is null
            ? Results.Redirect($"{ChatEndpoints.Path}?filed={string.Join(',', filed.Values)}", permanent: false, preserveMethod: false)
            : await Shown(sheet);
    }

    private async Task<IResult> Shown(ChatSheet sheet, bool isRegrouped = false)
    {
        form.With(ChatEndpoints.GroupsField, sheet.Carried);
        foreach (var (group, index) in sheet.Groups.Select((group, index) => (group, index)))
        {
            if (form.ErrorOf(ChatEndpoints.MessageName(index)) is null)
            {
                form.With(ChatEndpoints.MessageName(index), group.ToString(CultureInfo.InvariantCulture));
            }
        }

        var filed = FiledOf(sheet);
        var seen = await FiledBefore.Read(page.Db, [.. filed.Values], page.Caller.PathsFor(RequestPermissions.Take), page.Http.RequestAborted);
        var view = new SheetView(
            form,
            paste,
            sheet,
            [.. sheet.Requests.Where(r => !filed.ContainsKey(r)).Select(r => Proposed(sheet, r))],
            [.. from one in filed join done in seen on one.Value equals done.Id orderby one.Key select (one.Key, done)],
            page.Categories.Current.Options,
            page.Places)
        {
            IsRegrouped = isRegrouped && posted.Value("deed") == ChatEndpoints.File,
        };
        return Page.Show<SheetPage, SheetView>(view, Problems.StatusOf(form));
    }

    private CallTyped ReadOne(Form from, int request, bool whole) => CallTyped.Read(from, page, articles, ChatRequest.SuffixOf(request), whole) with { Door = Door.Chat };

    // A look reads a copy of the form, so that nothing unfinished is called an error.
    private ChatRequest Proposed(ChatSheet sheet, int request)
    {
        var typed = ReadOne(form.Editable(), request, whole: false);
        return new ChatRequest(request, typed.Place.Candidates, CallHints.AlikeTo(page.Db, typed, page.Caller, page.Places, page.Now), sheet.Of(request).Sum(m => m.Pictures));
    }

    private void Fill(ChatSheet sheet, IEnumerable<int> requests, Place? place)
    {
        foreach (var request in requests)
        {
            var (suffix, text) = (ChatRequest.SuffixOf(request), sheet.TextOf(request));
            form.With("text" + suffix, text)
                .With("contactName" + suffix, sheet.Of(request).First().Sender)
                .With("contactPhone" + suffix, sheet.PhoneIn(request))
                .With("category" + suffix, page.Categories.Current.SuggestedBy(text).FirstOrDefault()?.Code)
                .With("place" + suffix, place?.Id.ToString())
                .With("place" + suffix + "_text", place?.Name)
                .With("joins" + suffix, "");
        }
    }

    private Dictionary<int, Id<Matter>> FiledOf(ChatSheet sheet) => sheet.Requests
        .Select(r => (Request: r, Carried: form.Value(ChatEndpoints.FiledField + ChatRequest.SuffixOf(r))))
        .Where(one => Id<Matter>.TryParse(one.Carried, null, out _))
        .ToDictionary(one => one.Request, one => Id<Matter>.Parse(one.Carried, null));
}
