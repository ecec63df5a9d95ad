using System.Globalization;
using Countyworks.Ui;

namespace Countyworks.Core.Notices;

/// <summary>What leaves the house as words: in the language the host has set, with links that lead back from outside.</summary>
public sealed class NoticeWords(NoticeSettings settings, Texts texts)
{
    /// <summary>What a notice says.</summary>
    public string Of(NoticeText text)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(settings.Language);
            return texts.Format(text.Key, [.. text.Arguments]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>The whole address of a page; null where the host has no public address.</summary>
    public string? Link(string path) => settings.PublicAddress is { } here ? here.TrimEnd('/') + path : null;
}
