using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn.Means;

/// <summary>
/// <c>/my/sign-in</c>: by what one signs in beside the password. Every change begins with the password: a screen left open is not enough to take an
/// account over.
/// </summary>
public static class MeansEndpoints
{
    /// <summary>The page.</summary>
    public const string Path = "/my/sign-in";

    internal const string AuthenticatorPath = Path + "/authenticator";

    internal const string PasskeyPath = Path + "/passkey";

    internal const string RemoveProvider = "remove_provider";

    internal const string RemovePasskey = "remove_passkey:";

    private const string Area = "means";
    private static readonly TimeSpan pendingLasts = TimeSpan.FromMinutes(30);

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").NeedsAnAccount().ExcludeFromDescription();
        pages.MapGet(Path, ([AsParameters] Own own) => Show(own, Form.New(Area)));
        pages.MapPost(Path, Change);
        pages.MapPost(AuthenticatorPath, AddAuthenticator);
        pages.MapPost(PasskeyPath, AddPasskey);
    }

    private static async Task<IResult> Change(Form form, [AsParameters] Own own, PasswordAgain again)
    {
        if (await again.Wrong(own.Http, form.For(Area).Value("current")) is { } wrong)
        {
            return await Show(own, form.Refused(wrong));
        }

        var (wish, person) = (form.Value("do"), own.SignedIn.Person.Id);
        return wish switch
        {
            "authenticator" => ShowAuthenticator(own, Form.New(Area), Totp.NewSecret()),
            "passkey" => await ShowPasskey(own, Form.New(Area)),
            "remove_authenticator" => await Done(own, "remove_authenticator", change => ChangeMeans.RemoveAuthenticator(change, person)),
            RemoveProvider => await Done(own, "unlink_provider", change => LinkProvider.End(change, person).Then<string[]>(_ => Array.Empty<string>())),
            "codes" => await Done(own, "renew_codes", change => ChangeMeans.RenewCodes(change, person, own.Keys)),
            _ when wish.StartsWith(RemovePasskey, StringComparison.Ordinal) && CredentialOf(wish) is { } credential =>
                await Done(own, "remove_passkey", change => ChangeMeans.RemovePasskey(change, person, credential)),
            _ => Results.LocalRedirect(Path),
        };
    }

    private static async Task<IResult> AddAuthenticator(Form form, [AsParameters] Own own)
    {
        if (own.Secret(form.For(Area).Value("pending")) is not { } secret)
        {
            return await Show(own, Form.New(Area).Refused(new Refusal("sign_in_began_too_long_ago")));
        }

        var outcome = await own.Run("add_authenticator", change => ChangeMeans.AddAuthenticator(change, own.SignedIn.Person.Id, secret, form.Value("code"), own.Keys));
        return outcome.IsDone(out var codes, out var refusal) ? Codes(own, codes) : ShowAuthenticator(own, form.Refused(refusal), secret);
    }

    private static async Task<IResult> AddPasskey(Form form, [AsParameters] Own own)
    {
        var name = form.For(Area).Text("name", Passkey.NameLimit, required: false);
        if (form.Refusal is not null)
        {
            return await ShowPasskey(own, form);
        }

        var named = name.Length > 0 ? name : Device.Name(own.Http.Request.Headers.UserAgent.ToString(), own.Texts);
        var made = await own.Passkeys.Added(form.Value("state"), form.Value("credential"), own.SignedIn.Person.Id, named, own.Http);
        if (!made.IsDone(out var passkey, out var failed))
        {
            return await ShowPasskey(own, form.Refused(failed));
        }

        var outcome = await own.Run("add_passkey", change => ChangeMeans.AddPasskey(change, passkey, own.Keys));
        return outcome.IsDone(out var codes, out var refusal) ? Codes(own, codes) : await ShowPasskey(own, form.Refused(refusal));
    }

    private static async Task<IResult> Done(Own own, string command, Func<Change, Outcome<string[]>> decide)
    {
        var outcome = await own.Run(command, decide);
        return outcome.IsDone(out var codes, out var refusal) ? Codes(own, codes) : await Show(own, Form.New(Area).Refused(refusal));
    }

    private static IResult Codes(Own own, string[] codes)
    {
        own.Book.Forget(own.SignedIn.Person.Id);
        own.Http.Response.Headers.CacheControl = "no-store";
        return codes.Length == 0 ? Results.LocalRedirect(Path) : Page.Show<CodesPage, CodesView>(new CodesView(codes));
    }

    private static IResult ShowAuthenticator(Own own, Form form, string secret)
    {
        var address = Totp.Address(secret, own.Frame.DistrictName, own.SignedIn.Account.UserName);
        return Page.Show<AddAuthenticatorPage, AddAuthenticatorView>(
            new AddAuthenticatorView(form, own.Pending(secret, pendingLasts), secret, QrPicture.Of(address)), Problems.StatusOf(form));
    }

    private static async Task<IResult> ShowPasskey(Own own, Form form)
    {
        return Page.Show<AddPasskeyPage, AddPasskeyView>(
            new AddPasskeyView(form, await own.Passkeys.AskToAdd(own.SignedIn, own.Http)), Problems.StatusOf(form));
    }

    private static async Task<IResult> Show(Own own, Form form)
    {
        var (db, person, stop) = (own.Db, own.SignedIn.Person.Id, own.Http.RequestAborted);
        var app = await db.Set<Authenticator>().FirstOrDefaultAsync(a => a.PersonId == person, stop);
        var passkeys = await db.Set<Passkey>().Where(p => p.PersonId == person).OrderBy(p => p.At).ThenBy(p => p.Name).Take(Passkey.MostOfOne).ToListAsync(stop);
        var codes = await db.Set<RecoveryCode>().CountAsync(c => c.PersonId == person && c.UsedAt == null, stop);
        var isAsked = app is null && passkeys.Count == 0 && SecondFactorRule.Asks(own.Settings, own.Http.Caller(), CountyTime.LocalDay(own.Clock.GetCurrentInstant()));
        var link = await db.Set<ProviderLink>().FirstOrDefaultAsync(l => l.PersonId == person, stop);
        return Page.Show<MeansPage, MeansView>(
            new MeansView(form, own.SignedIn.Account.UserName, app, passkeys, codes, isAsked) { Provider = own.SignIn.Provider, LinkedAt = link?.At }, Problems.StatusOf(form));
    }

    private static byte[]? CredentialOf(string wish)
    {
        var name = wish[RemovePasskey.Length..];
        return name.Length % 2 == 0 && name.All(char.IsAsciiHexDigit) ? Convert.FromHexString(name) : null;
    }
}
