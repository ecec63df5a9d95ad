using System.Globalization;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Desk.Chat;

/// <summary>What several messages of one sender come to: one request, until somebody says otherwise.</summary>
/// <param name="Sender">As the chat names them.</param>
/// <param name="At">When the first message was sent; null when the paste does not say.</param>
/// <param name="Text">The messages, each on lines of its own.</param>
/// <param name="Pictures">How many pictures belong to it.</param>
/// <param name="Messages">How many messages it was made from.</param>
public sealed record ProposedRequest(string Sender, LocalDateTime? At, string Text, int Pictures, int Messages)
{
    /// <summary>The most requests one paste is made into; more is pasted again.</summary>
    public const int Most = 50;

    /// <summary>How far apart messages of one request may be, unless the desk says otherwise.</summary>
    public const int UsualGapMinutes = 10;

    // "收到", "好的" under somebody else's report ask for nothing.
    private static readonly CompareInfo Compare = CultureInfo.InvariantCulture.CompareInfo;

    private static readonly string[] Courtesies = ["收到", "好的", "好", "谢谢", "辛苦了", "嗯", "ok", "1", "+1"];   // read, never shown

    /// <summary>Whether it looks as if it asks for something; what doesn't is proposed unticked.</summary>
    public bool AsksForSomething => Text.Length > 0 && !Courtesies.Any(c => Compare.Compare(c, Text.Trim('。', '!', '！', '~', ' '), CompareOptions.IgnoreCase) == 0);   // read, never shown

    /// <summary>Joins what one sender wrote one after another within a time; messages without a time are near to all.</summary>
    /// <param name="messages">In the order of the chat.</param>
    /// <param name="gap">The longest silence within one request, inclusive.</param>
    public static IReadOnlyList<ProposedRequest> From(IEnumerable<ChatMessage> messages, Period gap)
    {
        var proposed = new List<(ProposedRequest Request, LocalDateTime? LastAt)>();
        foreach (var message in messages)
        {
            if (proposed.Count > 0 && proposed[^1] is var (request, lastAt) && request.Sender == message.Sender && IsNear(lastAt, message.At, gap))
            {
                proposed[^1] = (request with
                {
                    Text = string.Join('\n', new[] { request.Text, message.Text }.Where(t => t.Length > 0)),
                    Pictures = request.Pictures + message.Pictures,
                    Messages = request.Messages + 1,
                }, message.At ?? lastAt);
            }
            else
            {
                proposed.Add((new(message.Sender, message.At, message.Text, message.Pictures, 1), message.At));
            }
        }

        return [.. proposed.Select(p => p.Request)];
    }

    private static bool IsNear(LocalDateTime? before, LocalDateTime? after, Period gap) =>
        before is not { } first || after is not { } second || (second >= first && second <= first + gap);
}
