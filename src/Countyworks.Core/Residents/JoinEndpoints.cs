using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Recoveries;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Residents;

/// <summary><c>/join</c>: the reader of a letter uses its code. Whoever is signed in is known at once; anybody else opens an account with it.</summary>
public static class JoinEndpoints
{
    /// <summary>The page.</summary>
    public const string Path = "/join";

    private const string Area = "join";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").Open().ExcludeFromDescription();
        pages.MapGet(Path, Ask);
        pages.MapPost(Path, Join).Limited(CallLimit.SigningIn);
    }

    private static async Task<IResult> Ask([AsParameters] LetterUse use, HttpContext http, DistrictDb db, KeyRing keys, Cached<PlaceTree> places, string? code)
    {
        var form = Form.New(Area).With("code", code).With<OccupancyKind>("kind", OccupancyKind.Owner);
        if (string.IsNullOrEmpty(code))
        {
            return Show(http, form, null);
        }

        return use.Refused(http) is { } often ? Show(http, form.Refused(often), null)
            : await UnitOf(code, use, db, keys, places) is { } unit ? Show(http, form, unit)
            : Show(http, form.Refused(LetterUse.Wrong()), null);
    }

    private static async Task<IResult> Join(Form form, [AsParameters] LetterUse use, HttpContext http, DistrictDb db, KeyRing keys, Cached<PlaceTree> places)
    {
        var code = form.For(Area).Text("code", AddPerson.NameLimit);
        if (use.Refused(http) is { } often)
        {
            return Show(http, form.Refused(often), null);
        }

        var unit = form.Refusal is null ? await UnitOf(code, use, db, keys, places) : null;
        if (unit is null)
        {
            return Show(http, form.Refusal is null ? form.Refused(LetterUse.Wrong()) : form, null);
        }

        var wish = new AcceptInvitation(code, form.Choice<OccupancyKind>("kind"));
        return http.SignedIn() is { } own ? await JoinAs(own, form, wish, unit, use, http, keys) : await JoinNew(form, wish, unit, use, http, keys);
    }

    private static async Task<IResult> JoinAs(SignedIn own, Form form, AcceptInvitation wish, string unit, LetterUse use, HttpContext http, KeyRing keys)
    {
        if (form.Refusal is null
            && (await use.Writer.Run(http.Caller().Envelope("accept_invitation", use.Now), change => wish.In(change, own.Person.Id, keys), http.RequestAborted)).Refusal is { } refusal)
        {
            form.Refused(refusal);
        }

        return form.Refusal is null ? Page.Show<JoinedPage, string>(unit) : Show(http, form, unit);
    }

    private static async Task<IResult> JoinNew(Form form, AcceptInvitation wish, string unit, LetterUse use, HttpContext http, KeyRing keys)
    {
        var (name, user, password) = (form.Text("name", AddPerson.NameLimit), form.Text("user", AddPerson.NameLimit), form.Value("new"));
        var judged = use.Rules.Judge(password, "new", user, name);
        if (judged.Why is { } weak)
        {
            form.Refused(weak);
        }

        if (form.Refusal is not null)
        {
            return Show(http, form, unit, judged);
        }

        var hash = await use.Passwords.Hash(password, http.RequestAborted);
        var outcome = hash.IsDone(out var made, out var busy)
            ? await use.Writer.Run(http.Caller().Envelope("accept_invitation", use.Now), change => wish.In(change, name, user, made, keys), http.RequestAborted)
            : busy;
        if (!outcome.IsDone(out var account, out var refusal))
        {
            return Show(http, form.Refused(refusal), unit, judged);
        }

        await use.Start.Begin(http, account);
        return Page.Show<JoinedPage, string>(unit);
    }

    private static async Task<string?> UnitOf(string code, LetterUse use, DistrictDb db, KeyRing keys, Cached<PlaceTree> places)
    {
        if (AcceptInvitation.Find(db.Set<Invitation>(), code, keys) is not { } invitation || !invitation.IsGood(use.Now))
        {
            return null;
        }

        var unit = await db.Set<Place>().FirstAsync(p => p.Id == invitation.PlaceId);
        return unit.ParentId is { } building ? $"{places.Current.FullName(building)} {unit.Name}" : unit.Name;
    }

    private static IResult Show(HttpContext http, Form form, string? unit, PasswordJudgement? strength = null)
    {
        return Page.Show<JoinPage, JoinView>(
            new JoinView(form, unit, http.Caller().Person?.Name, strength), Problems.StatusOf(form));
    }
}
