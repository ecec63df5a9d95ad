using Countyworks.Ui;

namespace Countyworks.Core.SignIn;

/// <summary>Browsers and systems as people know them, read from what a browser calls itself.</summary>
internal static class Device
{
    // The first that fits: many browsers also claim to be those they descend from.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("HuaweiBrowser", "Huawei Browser"), ("QQBrowser", "QQ Browser"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>"Chrome · Windows"; what is not known is said to be so.</summary>
    public static string Name(string userAgent, Texts texts)
    {
        string?[] parts = [Known(Browsers, userAgent), Known(Systems, userAgent)];
        var known = string.Join(" · ", parts.OfType<string>());
        return known.Length > 0 ? known : texts["sign_in.device_unknown"];
    }

    private static string? Known((string Sign, string Name)[] all, string userAgent) =>
        all.Where(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Select(one => one.Name).FirstOrDefault();
}
