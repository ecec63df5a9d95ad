using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Execution.Instructions;

/// <summary>Giving an instruction; everything that follows is what every matter has.</summary>
public static class InstructionEndpoints
{
    /// <summary>Where one is given.</summary>
    public const string NewPath = "/instructions/new";

    private const string Area = "instruction";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(NewPath, () => Page.Show<FilePage, Form>(Form.New(Area))).Needs(InstructionKind.File);
        routes.MapPost(NewPath, File).Needs(InstructionKind.File);
    }

    private static async Task<IResult> File(
        Form form, HttpContext http, Writer writer, MatterRules rules, Cached<PlaceTree> places, IClock clock)
    {
        form.For(Area);
        var (title, text, isUrgent) = (form.Text("title", NewMatter.TitleLimit), form.LongText("text", Words.Limit), form.Flag("urgent"));
        if (form.Refusal is null)
        {
            var caller = http.Caller();
            var outcome = await writer.Run(
                caller.Envelope("file_instruction", clock.GetCurrentInstant(), InstructionKind.File, form.Once is { Length: > 0 } key ? Once.For(key, form.Body) : null),
                change => new FileInstruction(title, text, places.Current.District!, isUrgent).In(change, caller, rules).Then<string>(matter => matter.Id.ToString()),
                http.RequestAborted);
            if (outcome.IsDone(out var id, out var refusal))
            {
                return TypedResults.LocalRedirect($"{InstructionKind.Kind.Page}/{id}");
            }

            form.Refused(refusal);
        }

        return Page.Show<FilePage, Form>(form, Problems.StatusOf(form));
    }
}
