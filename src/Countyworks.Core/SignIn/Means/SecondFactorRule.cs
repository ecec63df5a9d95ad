using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn.Means;

/// <summary>Which roles need more than a password: whoever holds one sets up a second means before anything else.</summary>
public static class SecondFactorRule
{
    /// <summary>The setting's name.</summary>
    public const string Name = "sign_in.second_factor_roles";

    /// <summary>The setting: none, unless the district says otherwise; a new district begins with administrators.</summary>
    public static readonly DeclaredSetting Setting = DeclaredSetting.Of<IReadOnlyList<Role>>(Name, []);

    /// <summary>Whether posts of the caller need it on a day.</summary>
    public static bool Asks(DistrictSettings settings, Caller caller, LocalDate on) =>
        caller.IsStaff && settings.Get<IReadOnlyList<Role>>(Name, on, []) is { Count: > 0 } roles && caller.Posts.Any(p => roles.Contains(p.Role));

    /// <summary>What a new district begins with.</summary>
    public static void Found(Change change) => Set(change, [Role.Administrator]);

    /// <summary>Sets the roles from today on, as the product itself does it for a new district or a demo.</summary>
    public static void Set(Change change, IReadOnlyList<Role> roles) => new SetSetting(
        Name, CountyTime.LocalDay(change.Now), System.Text.Json.JsonSerializer.Serialize(roles, Data.Json.Options)).In(change, Caller.Operator, [Setting]);
}
