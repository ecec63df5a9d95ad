using System.Net;
using Countyworks.Core.Modules;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Data.Journal;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.SignIn.Provider;

public sealed class Linking_an_account
{
    [Theory, EveryEngine]
    public async Task Is_done_and_ended_by_an_administrator_on_the_page_of_the_person(Engine engine)
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site(engine);
        var (person, _) = await site.Somebody();
        using var administrator = await site.SignedIn(Role.Administrator);
        using var visitor = site.Visitor();
        var page = $"/admin/people/{person.Id}";

        var linked = await administrator.Post(page + "/provider", new { subject = FakeProvider.Subject }, page);
        var signedIn = await provider.SignIn(visitor);
        var ended = await administrator.Post(page + "/provider-end", null, page);

        Assert.Equal((HttpStatusCode.Redirect, page + "?done=linked"), (linked.Status, linked.Location));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.Status);
        Assert.Equal((HttpStatusCode.Redirect, page + "?done=unlinked"), (ended.Status, ended.Location));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/my/sessions")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await provider.SignIn(visitor)).Status);
        Assert.Equal(["provider_linked", "provider_unlinked"], site.Read(db => db.Set<FactRow>().Where(f => f.Kind.StartsWith("provider_")).OrderBy(f => f.Seq).Select(f => f.Kind).ToList()));
    }

    [Fact]
    public async Task Keeps_a_subject_to_one_person_and_a_person_to_one_subject()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, _) = await site.Somebody();
        var (other, _) = await site.Somebody();
        var (_, user) = await site.Somebody(false, Role.Administrator);
        using var client = await new Client(site.Address).As(user);

        var first = await Put(client, person.Id.ToString(), "a");
        var again = await Put(client, person.Id.ToString(), "a");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.Status, again.Status));
        Assert.Equal((HttpStatusCode.Conflict, "account_linked"), (await Put(client, person.Id.ToString(), "b")).Refusal);
        Assert.Equal((HttpStatusCode.Conflict, "subject_linked"), (await Put(client, other.Id.ToString(), "a")).Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "missing"), (await Put(client, other.Id.ToString(), " ")).Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "too_long"), (await Put(client, other.Id.ToString(), new string('a', 256))).Refusal);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (await Put(client, new string('0', 32), "c")).Refusal);
        Assert.Equal(HttpStatusCode.NoContent, (await client.Send(HttpMethod.Delete, $"people/{person.Id}/provider-link", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await Put(client, other.Id.ToString(), "a")).Status);
    }

    [Fact]
    public async Task Is_ended_by_its_owner_with_the_password()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, user) = await site.Somebody();
        await Signing_in_by_the_county.Link(site, person.Id);
        using var owner = site.Visitor();
        await owner.SignIn(user);

        var wrong = await owner.Post("/my/sign-in", new { current = "wrong password", @do = "remove_provider" });
        var kept = site.Read(db => db.Set<ProviderLink>().Count());
        await owner.Post("/my/sign-in", new { current = Site.Password, @do = "remove_provider" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (wrong.Status, kept));
        Assert.Empty(site.Read(db => db.Set<ProviderLink>().ToList()));
    }

    [Fact]
    public async Task Keeps_no_subject_that_could_be_read()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, _) = await site.Somebody();
        await Signing_in_by_the_county.Link(site, person.Id);

        Assert.Equal(32, site.Read(db => db.Set<ProviderLink>().Single()).SubjectHash.Length);
        Assert.DoesNotContain(site.Read(db => db.Set<FactRow>().Select(f => f.Data).ToList()), data => data.Contains(FakeProvider.Subject, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"name":"统一身份认证","authority":"http://sso.example","clientId":"c"}""", "signIn.provider.authority")]
    [InlineData("""{"name":"统一身份认证","authority":"sso.example","clientId":"c"}""", "signIn.provider.authority")]
    [InlineData("""{"name":" ","authority":"https://sso.example","clientId":"c"}""", "signIn.provider.name")]
    [InlineData("""{"name":"统一身份认证","authority":"https://sso.example","clientId":""}""", "signIn.provider.clientId")]
    [InlineData("""{"name":"统一身份认证","authority":"https://sso.example","clientId":"c","clientSecret":"s"}""", "signIn.provider.clientSecret")]
    [InlineData("""{"name":"统一身份认证","authority":"https://sso.example"}""", "signIn.provider")]
    [InlineData("""{"name":"统一身份认证","authority":"http://sso.example","clientId":"c","allowedHosts":["sso.example"]}""", null)]
    public void Needs_settings_that_make_sense(string section, string? wrong)
    {
        var folder = Directory.CreateTempSubdirectory("countyworks-provider-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, DataFolder.SettingsFile), """{"district":431003,"signIn":{"provider":""" + section + "}}");

            var refusal = SettingsFile.Read(folder.FullName).Refusal;

            Assert.Equal(wrong, refusal?.Arguments.Single(a => a.Key == "key").Value);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<Reply> Put(Client client, string person, string subject) =>
        client.Send(HttpMethod.Put, $"people/{person}/provider-link", Client.Json(System.Text.Json.JsonSerializer.Serialize(new { subject })));
}
