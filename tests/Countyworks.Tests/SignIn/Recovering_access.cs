using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.Recoveries;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.SignIn;

public sealed class Recovering_access
{
    private const string NewPassword = "another long passphrase";

    [Theory, EveryEngine]
    public async Task Takes_two_officers_and_a_letter(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (person, user) = await site.Somebody();
        using var old = site.Visitor();
        await old.SignIn(user);
        var code = await Letter(site, user);
        using var visitor = site.Visitor();

        var answer = await visitor.Post("/recover", new { code = code.ToLowerInvariant(), @new = NewPassword });
        var again = await visitor.Post("/recover", new { code, @new = NewPassword });

        Assert.Equal((HttpStatusCode.Redirect, "/my/sign-in"), (answer.Status, answer.Location));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/my/sessions")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await old.Get("/my/sessions")).Status);
        Assert.Contains("代码不对，或已经用过", again.Words, StringComparison.Ordinal);
        Assert.Equal(
            ["recovery_asked", "recovery_confirmed", "access_recovered"],
            site.Read(db => db.Set<FactRow>().Where(f => f.SubjectId == person.Id.Value && (f.Kind.StartsWith("recovery") || f.Kind == "access_recovered")).OrderBy(f => f.Seq).Select(f => f.Kind).ToList()));
    }

    [Theory, EveryEngine]
    public async Task Takes_everything_else_away(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (person, user) = await site.Somebody();
        await site.Do("add", change => ChangeMeans.AddAuthenticator(
            change, person.Id, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.CodeAt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.StepOf(change.Now)), site.Get<Countyworks.Core.Secrets.KeyRing>()));
        var code = await Letter(site, user);
        using var visitor = site.Visitor();

        await visitor.Post("/recover", new { code, @new = NewPassword });

        Assert.False(site.Read(db => db.Set<Authenticator>().Any()));
        Assert.False(site.Read(db => db.Set<RecoveryCode>().Any()));
        using var next = site.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await next.SignIn(user, NewPassword)).Status);
    }

    [Fact]
    public async Task Is_not_confirmed_by_whoever_asked_nor_by_whose_it_is()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody(false, Role.Administrator);
        using var subject = site.Visitor();
        await subject.SignIn(user);
        using var officer = await site.SignedIn(Role.Administrator);
        await officer.Post(RecoveryEndpoints.Path, new { user, reason = "本人到场，核对了身份证" });
        var recovery = site.Read(db => db.Set<Recovery>().Single()).Id;

        var byAsker = await officer.Post(RecoveryEndpoints.Path + "/confirm", new { recovery }, RecoveryEndpoints.Path);
        var bySubject = await subject.Post(RecoveryEndpoints.Path + "/confirm", new { recovery }, RecoveryEndpoints.Path);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (byAsker.Status, bySubject.Status));
        Assert.Contains("需要另一名工作人员", byAsker.Words, StringComparison.Ordinal);
        Assert.Null((await officer.Get(RecoveryEndpoints.Path)).Page.QuerySelector($"form[action='{RecoveryEndpoints.Path}/confirm']"));
    }

    [Theory]
    [InlineData("user1", "", "必填")]
    [InlineData("nobody", "本人到场", "没有这个用户名")]
    [InlineData("user2", "本人到场", "不能为自己提出")]
    public async Task Is_not_asked_for_without_saying_why_or_for_oneself(string user, string reason, string says)
    {
        await using var site = await Site.On();
        await site.Somebody();
        using var officer = await site.SignedIn(Role.Administrator);

        var answer = await officer.Post(RecoveryEndpoints.Path, new { user, reason });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.True(says == "必填" || answer.Words.Contains(says, StringComparison.Ordinal), answer.Words);
        Assert.Empty(site.Read(db => db.Set<Recovery>().ToList()));
    }

    [Fact]
    public async Task Ends_with_the_letters_day_and_when_an_officer_ends_it()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        var first = await Letter(site, user);
        site.Clock.Advance(Recovery.CodeLasts);
        using var visitor = site.Visitor();
        var late = await visitor.Post("/recover", new { code = first, @new = NewPassword });
        var second = await Letter(site, user);
        using var officer = await site.SignedIn(Role.Supervisor);
        await officer.Post(RecoveryEndpoints.Path + "/end", new { recovery = site.Read(db => db.Set<Recovery>().OrderByDescending(r => r.AskedAt).First()).Id }, RecoveryEndpoints.Path);
        var ended = await visitor.Post("/recover", new { code = second, @new = NewPassword });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (late.Status, ended.Status));
    }

    [Fact]
    public async Task Keeps_no_code_and_takes_no_weak_password()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        var code = await Letter(site, user);
        using var visitor = site.Visitor();

        var weak = await visitor.Post("/recover", new { code, @new = "password123456" });
        var wrong = await visitor.Post("/recover", new { code = "AAAA-BBBB-CCCC", @new = NewPassword });

        Assert.Contains("容易被猜到", weak.Words, StringComparison.Ordinal);
        Assert.Contains("代码不对", wrong.Words, StringComparison.Ordinal);
        Assert.Equal(32, site.Read(db => db.Set<Recovery>().Single()).CodeHash!.Length);
    }

    private static async Task<string> Letter(Site site, string user)
    {
        using var first = await site.SignedIn(Role.Administrator);
        using var second = await site.SignedIn(Role.Supervisor);
        await first.Post(RecoveryEndpoints.Path, new { user, reason = "本人到场，核对了身份证" });
        var recovery = (await second.Get(RecoveryEndpoints.Path)).Page.QuerySelector($"form[action='{RecoveryEndpoints.Path}/confirm'] button")!.GetAttribute("value");
        var letter = await second.Post(RecoveryEndpoints.Path + "/confirm", new { recovery }, RecoveryEndpoints.Path);
        return letter.Page.QuerySelectorAll("dd").Select(d => d.TextContent.Trim()).Single(text => text.Length == 14 && text[4] == '-' && text[9] == '-');
    }
}
