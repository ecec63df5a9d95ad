using QRCoder;

namespace Countyworks.Core.Web;

/// <summary>QR codes as pictures within the page: nothing is asked of anybody, and the policy on content allows it.</summary>
public static class QrPicture
{
    private const int PixelsPerModule = 6;

    /// <summary>The picture of a text, as a <c>data:</c> address for <c>img</c>.</summary>
    public static string Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(code);
        return "data:image/png;base64," + Convert.ToBase64String(picture.GetGraphic(PixelsPerModule));
    }
}
