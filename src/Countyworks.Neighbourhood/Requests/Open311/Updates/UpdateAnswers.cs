using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Neighbourhood.Requests.Open311.Filing;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311.Updates;

/// <summary>mySociety's extension <c>servicerequestupdates</c>: what happened to requests, and what other systems have to add.</summary>
internal static class UpdateAnswers
{
    private const int OtherIdLimit = 100;

    // What a dispatcher writes is for the unit alone.
    private static readonly string Moved = FactKinds.NameOf(typeof(MatterMoved));

    /// <summary>
    /// What happened within a span, oldest first, at most <see cref="RequestFilter.Most"/>: to everybody the stage reached, to the key that filed
    /// the request also what was said to its requester. Refuses what <see cref="GeoSpan.Read"/> refuses.
    /// </summary>
    public static async Task<IResult> List(GeoCall call)
    {
        if (!call.Reader().IsDone(out var reader, out var wrong))
        {
            return call.Refuse(wrong);
        }

        if (!GeoSpan.Read(call).IsDone(out var span, out var refusal))
        {
            return call.Refuse(refusal);
        }

        var cancellation = call.Http.RequestAborted;
        var (from, to) = (span.From, span.To);
        var found = await (
            from update in call.Db.Set<RequestUpdate>()
            join matter in call.Db.Set<Matter>() on update.MatterId equals matter.Id
            where update.At >= @from && update.At <= to
            orderby update.At, update.Seq
            select new { Update = update, matter.Number }).Take(RequestFilter.Most).ToListAsync(cancellation);
        var own = await OwnCalls.Of(call.Db, reader, [.. found.Select(f => f.Update.MatterId).Distinct()], cancellation);
        var mine = found.Where(f => own.ContainsKey(f.Update.MatterId)).Select(f => f.Update.Seq).ToList();
        var words = await call.Db.Set<FactRow>().Where(f => mine.Contains(f.Seq) && f.Kind == Moved && f.Audience < Audience.Staff).ToDictionaryAsync(f => f.Seq, f => f.Remark, cancellation);
        return call.Answer(GeoDocument.List("service_request_updates", "request_update", found.Select(f =>
            Item(f.Update, f.Number, words.GetValueOrDefault(f.Update.Seq) ?? call.Texts.Stage(RequestKind.Kind, f.Update.Stage)))));
    }

    /// <summary>
    /// Takes an update. Refuses, in this order: what <see cref="GeoCall.Writing"/> refuses (403); all that applies at once of <c>missing</c>
    /// (service_request_id, description), <c>open311_status_unknown</c>, <c>open311_date_unreadable</c> (updated_datetime), <c>too_long</c>;
    /// what <see cref="TakeUpdate.In"/> refuses.
    /// </summary>
    public static async Task<IResult> Take(GeoCall call)
    {
        var form = await FilingAnswers.ReadForm(call);
        if (!call.Writing(FilingAnswers.KeyOf(form, call), KeyScopes.Update).IsDone(out var key, out var barred))
        {
            return call.Refuse(barred);
        }

        string Line(string name) => TypedText.Line(form[name]);
        var (id, status, words) = (Line("service_request_id"), StatusOf(Line("status")), TypedText.Lines(form["description"]));
        if (Refusal.Join(Wrong(form, id, status, words)) is { } wrong)
        {
            return call.Refuse(wrong);
        }

        var media = Line("media_url");
        var who = $"{Line("last_name").Trim('-', ' ')}{Line("first_name").Trim('-', ' ')} {Line("email")}".Trim();
        string[] said = [.. new[] { words, who, media }.Where(part => part.Length > 0)];
        var taking = new TakeUpdate(TrackingNumber.Parse(id), status!.Value, string.Join('\n', said), media.Length > 0 ? media : null, key, FilingAnswers.HashOf(form, key));
        var outcome = await call.Writer.Run(new Envelope("take_open311_update", Actor.Anybody, call.Now), taking.In, call.Http.RequestAborted);
        return outcome.IsDone(out var taken, out var refusal)
            ? call.Answer(GeoDocument.List("service_request_updates", "request_update", [new GeoItem(("update_id", taken.UpdateId))]))
            : call.Refuse(refusal);
    }

    /// <summary>A status by its name, in capitals or not; absent it is open. Null for one nobody knows.</summary>
    public static UpdateStatus? StatusOf(string name) => name.Length == 0 ? UpdateStatus.Open : EnumNames<UpdateStatus>.Parse(name.ToLowerInvariant());

    /// <summary>The name of a status: NOT_COUNCILS_RESPONSIBILITY.</summary>
    public static string NameOf(UpdateStatus status) => EnumNames<UpdateStatus>.Of(status).ToUpperInvariant();

    private static IEnumerable<Refusal> Wrong(IFormCollection form, string id, UpdateStatus? status, string words)
    {
        if (id.Length == 0)
        {
            yield return Refusal.Missing("service_request_id");
        }

        if (words.Length == 0)
        {
            yield return Refusal.Missing("description");
        }
        else if (words.Length > FileRequest.TextLimit)
        {
            yield return Refusal.TooLong("description", FileRequest.TextLimit);
        }

        if (status is null)
        {
            yield return new Refusal("open311_status_unknown", "status");
        }

        if (form["updated_datetime"].ToString() is { Length: > 0 } at && GeoTime.Read(at) is null)
        {
            yield return new Refusal("open311_date_unreadable", "updated_datetime");
        }

        foreach (var (field, limit) in new[] { ("update_id", OtherIdLimit), ("media_url", PostedRequest.UrlLimit), ("first_name", FileRequest.NameLimit), ("last_name", FileRequest.NameLimit), ("email", OtherIdLimit) })
        {
            if (form[field].ToString().Length > limit)
            {
                yield return Refusal.TooLong(field, limit);
            }
        }
    }

    private static GeoItem Item(RequestUpdate update, string number, string description) => new(
        ("update_id", update.Seq.ToString(CultureInfo.InvariantCulture)),
        ("service_request_id", TrackingNumber.InAddress(number)),
        ("status", NameOf(update.Status)),
        ("updated_datetime", GeoTime.Write(update.At)),
        ("description", description),
        ("media_url", ""),
        ("external_status_code", update.Stage),
        ("customer_reference", number));
}
