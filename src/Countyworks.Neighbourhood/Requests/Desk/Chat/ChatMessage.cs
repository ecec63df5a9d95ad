using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Desk.Chat;

/// <summary>One message of a pasted group chat.</summary>
/// <param name="Sender">As the chat names them; "" when the paste does not say.</param>
/// <param name="At">By the clock on the wall; null when the paste does not say.</param>
/// <param name="Text">What was written, markers of pictures taken out; may be empty when only pictures were sent.</param>
/// <param name="Pictures">How many pictures, videos and files the paste marks in it; a paste carries none of them along.</param>
public sealed record ChatMessage(string Sender, LocalDateTime? At, string Text, int Pictures);
