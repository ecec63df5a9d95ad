using Countyworks.Browser.Tests.Chromium;

namespace Countyworks.Browser.Tests.Journeys;

/// <summary>A photo to send: what a browser sees of the front page is a picture as good as any.</summary>
internal static class Photo
{
    /// <summary>A PNG.</summary>
    public static async Task<byte[]> Of(Staff staff)
    {
        await using var visit = await staff.Visit(null, "/", width: 360);
        return await visit.Page.ScreenshotAsync();
    }
}
