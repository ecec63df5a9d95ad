using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Keeping;

/// <summary>The list of categories.</summary>
/// <param name="Categories">All, in their order.</param>
public sealed record CategoriesView(IReadOnlyList<Category> Categories);

/// <summary>The form of a category.</summary>
/// <param name="Form">The form.</param>
/// <param name="Code">Which; null for a new one.</param>
public sealed record CategoryView(Form Form, string? Code);

/// <summary><c>/categories</c>: what requests are about, in the county's own words.</summary>
public static class CategoryEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/categories";

    private const string Area = "category";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Needs(RequestPermissions.Keep).ExcludeFromDescription();
        pages.MapGet("", (RequestCall page) => Page.Show<CategoriesPage, CategoriesView>(new(page.Categories.Current.All)));
        pages.MapGet("/new", (RequestCall page) => Shown(Form.New(Area).With<Priority>("priority", Priority.Normal).With("sort", "100").With("active", "true"), null));
        pages.MapPost("/new", (RequestCall page, Form form) => Keep(page, form, null));
        pages.MapGet("/{code}", Open);
        pages.MapPost("/{code}", (RequestCall page, Form form, string code) => Keep(page, form, code));
    }

    private static IResult Open(RequestCall page, string code) => page.Categories.Current.Find(code) is not { } category ? Results.NotFound() : Shown(
        Form.New(Area)
            .With("nameZh", category.NameZh).With("nameEn", category.NameEn).With("keywords", category.Keywords).With<Priority>("priority", category.Priority)
            .With("sort", category.Sort.ToString(CultureInfo.InvariantCulture)).With("active", category.IsActive ? "true" : "")
            .With("version", category.Version.ToString(CultureInfo.InvariantCulture)),
        code);

    private static async Task<IResult> Keep(RequestCall page, Form form, string? code)
    {
        form.For(Area);
        var command = new KeepCategory(
            code ?? form.Text("code", Category.CodeLimit),
            form.Text("nameZh", Category.NameLimit),
            form.Text("nameEn", Category.NameLimit),
            form.Text("keywords", Category.KeywordsLimit, required: false),
            form.Choice<Priority>("priority"),
            form.Whole("sort", 0, KeepCategory.MostSort),
            form.Flag("active"))
        {
            IsNew = code is null,
            IfVersion = code is null ? null : form.WholeOrNull("version", 0, int.MaxValue),
        };
        if (form.Refusal is null)
        {
            var outcome = await page.Run("keep_category", RequestPermissions.Keep, form, command.In);
            if (outcome.IsDone(out _, out var refusal))
            {
                page.Categories.Forget();
                return Results.LocalRedirect(Path);
            }

            form.Refused(refusal);
        }

        return Shown(form, code);
    }

    private static IResult Shown(Form form, string? code) => Page.Show<CategoryPage, CategoryView>(new(form, code), Problems.StatusOf(form));
}
