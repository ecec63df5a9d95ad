using System.CommandLine;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Server.Verbs;

/// <summary>People who sign in, before anybody can do it on the pages.</summary>
public static class UserVerb
{
    /// <summary><c>user add --data DIR --name NAME --user USER --role ROLE [--place CODE] [--organisation NAME] [--password-stdin]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var data = DataOption.Build(terminal);
        var database = DataOption.Database(terminal);
        var name = new Option<string>("--name") { Description = T["user.name"], Required = true };
        var user = new Option<string>("--user") { Description = T["user.user"], Required = true };
        var role = new Option<string>("--role") { Description = T["user.role"], Required = true };
        role.AcceptOnlyFromAmong([.. Enum.GetValues<Role>().Select(EnumNames<Role>.Of)]);
        var place = new Option<string?>("--place") { Description = T["user.place"], HelpName = "CODE" };
        var organisation = new Option<string?>("--organisation") { Description = T["user.organisation"] };
        var fromStdin = new Option<bool>("--password-stdin") { Description = T["user.password_stdin"] };
        var add = new Command("add", T["user.add"]) { data, database, name, user, role, place, organisation, fromStdin };
        add.SetAction(async (parsed, cancellation) =>
        {
            var wish = new NewUser(
                parsed.GetRequiredValue(name), parsed.GetRequiredValue(user), EnumNames<Role>.Parse(parsed.GetRequiredValue(role))!.Value,
                parsed.GetValue(place), parsed.GetValue(organisation));
            var given = parsed.GetValue(fromStdin) ? (await terminal.In.ReadLineAsync(cancellation) ?? "") : null;
            return await DataOption.With(
                terminal,
                SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database)),
                opened => Add(terminal, opened, wish, given, cancellation));
        });
        return new Command("user", T["user.description"]) { add };
    }

    private static async Task<Outcome<string>> Add(Terminal terminal, OpenDistrict opened, NewUser wish, string? given, CancellationToken cancellation)
    {
        if (given is not null && opened.Get<PasswordRules>().Check(given, "password", wish.User, wish.Name).Refusal is { } refusal)
        {
            return refusal;
        }

        var password = given ?? Passwords.NewOneTime();
        if (!(await opened.Get<Passwords>().Hash(password, cancellation)).IsDone(out var hash, out var busy))
        {
            return busy;
        }

        var outcome = await opened.Run("add_user", change => wish.In(change, hash, isOneTime: given is null, terminal.T.Of(wish.Role)), cancellation);
        return outcome.Then<string>(account => given is null
            ? terminal.T.Format("user.done_one_time", wish.Name, account.UserName, password)
            : terminal.T.Format("user.done", wish.Name, account.UserName));
    }

    /// <summary>A person with a post and an account, all at once.</summary>
    private sealed record NewUser(string Name, string User, Role Role, string? PlaceCode, string? Organisation)
    {
        public Outcome<Account> In(Change change, string hash, bool isOneTime, string title)
        {
            var code = PlaceCode ?? change.District.ToString();
            if (change.Db.Set<Place>().FirstOrDefault(p => p.Code == code) is not { } place)
            {
                return new Refusal("place_code_unknown").With("code", code);
            }

            return new AddPerson(Name).In(change, Caller.Operator).Then(person =>
                Unit(change, place).Then(unit =>
                    new AppointPerson(person.Id, unit.Id, Role, place.Id, title, CountyTime.LocalDay(change.Now)).In(change, Caller.Operator).Then(_ =>
                        new OpenAccount(person.Id, User, hash, isOneTime).In(change, Caller.Operator))));
        }

        // A new district has no organisations: the first is made by its name, or called like its place.
        private Outcome<Organisation> Unit(Change change, Place place)
        {
            var name = Organisation ?? place.Name;
            return change.Db.Set<Organisation>().FirstOrDefault(o => o.Name == name || o.Code == name) is { } known
                ? known
                : new AddOrganisation(name, KindAt(place.Level), place.Id).In(change, Caller.Operator);
        }

        private static OrganisationKind KindAt(PlaceLevel level) => level switch
        {
            PlaceLevel.District => OrganisationKind.Department,
            PlaceLevel.Street => OrganisationKind.Street,
            PlaceLevel.Community or PlaceLevel.Neighbourhood or PlaceLevel.Building or PlaceLevel.Unit => OrganisationKind.Community,
        };
    }
}
