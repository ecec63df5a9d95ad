using Countyworks.Core.Settings;
using NodaTime;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>What the county believes of its sign-on beside who somebody is.</summary>
public static class ProviderRule
{
    /// <summary>The setting's name.</summary>
    public const string Name = "sign_in.provider_second_factor";

    /// <summary>
    /// Words of <c>amr</c> or <c>acr</c>, with blanks between them, by which the provider says that a second means was shown to it: whoever has one here is then not asked for it
    /// again. Empty, as the product has it: asked as after a password.
    /// </summary>
    public static readonly DeclaredSetting Setting = DeclaredSetting.Of(Name, "");

    /// <summary>Whether one of the words is believed on a day.</summary>
    public static bool Believes(DistrictSettings settings, IEnumerable<string> said, LocalDate on) =>
        said.Intersect(settings.Get(Name, on, "").Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal).Any();
}
