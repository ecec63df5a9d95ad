using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Files;

/// <summary>A file that was kept: hang it on something with its id.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">As it was called, with the ending of what it is now.</param>
/// <param name="MediaType">What it is; judged by its content.</param>
/// <param name="Length">In bytes.</param>
public sealed record FileKept(Id<StoredFile> Id, string Name, string MediaType, long Length);

/// <summary>Takes files over the API, under the same rules as the forms: they are seen by nobody until they hang on something.</summary>
public static class FileApi
{
    private const string Field = "file";
    private const long RestOfBody = 1024 * 1024;

    /// <summary>POST /api/v1/files.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var longest = routes.ServiceProvider.GetRequiredService<FileLimits>().FileBytes + RestOfBody;
        routes.MapPost("/api/v1/files", Keep).Open().Sparingly().WithTags("files")
            .Answers<FileKept>("keepFile", "Keeps a picture or paper (multipart, field \"file\"); name its id where it belongs", StatusCodes.Status201Created)
            .Accepts<IFormFile>("multipart/form-data")
            .WithMetadata(new RequestSizeLimitAttribute(longest), new RequestTimeoutAttribute(FileLimits.LongestUploadMs)).WithFormOptions(multipartBodyLengthLimit: longest)
            .DisableAntiforgery();
    }

    // The gate of the API has turned other sites away, so no form's token is asked for.
    private static async Task<IResult> Keep(ApiCall call, FileIntake intake, [FromForm] IFormFileCollection files)
    {
        if (files is not [{ Name: Field } file])
        {
            return call.Problem(new Refusal("file_missing", Field));
        }

        await using var content = file.OpenReadStream();
        var taken = await intake.Take(file.FileName, content, call.Http.RequestAborted);
        return taken.IsDone(out var kept, out var refusal)
            ? await call.Run(
                "keep_file",
                new { kept.Name, kept.Sha256 },
                change => new KeepFile(kept).In(change).Then<FileKept>(id => new FileKept(id, kept.Name, kept.Type.MediaType, kept.Length)),
                answer => $"/files/{answer.Id}")
            : call.Problem(refusal with { Field = Field });
    }
}
