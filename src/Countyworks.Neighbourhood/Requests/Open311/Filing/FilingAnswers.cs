using System.Security.Cryptography;
using System.Text;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Neighbourhood.Requests.Open311.Filing;

/// <summary><c>POST requests</c>: files a request and answers its id at once, never a token.</summary>
internal static class FilingAnswers
{
    private const int AccountLimit = 100;

    /// <summary>
    /// Files it. Refuses, in this order: what <see cref="GeoCall.Writing"/> refuses (403), what <see cref="PostedRequest.Read"/> and
    /// <see cref="FileByOpen311.In"/> refuse.
    /// </summary>
    public static async Task<IResult> File(GeoCall call)
    {
        var form = await ReadForm(call);
        if (!call.Writing(KeyOf(form, call), KeyScopes.File).IsDone(out var key, out var barred))
        {
            return call.Refuse(barred);
        }

        if (!PostedRequest.Read(form, call).IsDone(out var posted, out var wrong))
        {
            return call.Refuse(wrong);
        }

        var filing = new FileByOpen311(posted, key, HashOf(form, key), call.Places.CommunityOf(posted.Place));
        var outcome = await call.Writer.Run(new Envelope("file_by_open311", Actor.Anybody, call.Now), change => filing.In(change, call.Rules), call.Http.RequestAborted);
        return outcome.IsDone(out var filed, out var refusal)
            ? call.Answer(GeoDocument.List("service_requests", "request", [Receipt(filed, form)]))
            : call.Refuse(refusal);
    }

    /// <summary>The form; empty when what was sent is no form.</summary>
    public static async Task<IFormCollection> ReadForm(GeoCall call) =>
        call.Http.Request.HasFormContentType ? await call.Http.Request.ReadFormAsync(call.Http.RequestAborted) : FormCollection.Empty;

    /// <summary>The key, from the form or the address.</summary>
    public static string? KeyOf(IFormCollection form, GeoCall call) => form["api_key"].ToString() is { Length: > 0 } key ? key : call.Argument("api_key");

    /// <summary>A hash of all that was sent, whatever the order, with the key it came by.</summary>
    public static string HashOf(IFormCollection form, Open311Key key)
    {
        var sent = form.Where(f => f.Key != "api_key").OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value.Select(v => $"{f.Key.Length} {f.Key} {v?.Length} {v}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Id}\n{string.Join('\n', sent)}")));
    }

    private static GeoItem Receipt(FiledByOpen311 filed, IFormCollection form) => new(
        ("service_request_id", filed.ServiceRequestId),
        ("service_notice", ""),
        ("account_id", TypedText.Line(form["account_id"]) is { Length: <= AccountLimit } account ? account : ""));
}
