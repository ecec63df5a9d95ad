using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Desk.Chat;

/// <summary>A pasted chat being sorted: each message belongs to a request, by its number, or to none (0).</summary>
/// <param name="Messages">In the order of the paste.</param>
/// <param name="Groups">For each message the number of its request; 0 when it is left out.</param>
public sealed partial record ChatSheet(IReadOnlyList<ChatMessage> Messages, IReadOnlyList<int> Groups)
{
    /// <summary>The most messages of one paste: with the fields of its requests a form holds no more.</summary>
    public const int MostMessages = 300;

    /// <summary>The numbers of the requests, ascending.</summary>
    public IReadOnlyList<int> Requests => [.. Groups.Where(g => g > 0).Distinct().Order()];

    /// <summary>The grouping as one text, to be carried in a form.</summary>
    public string Carried => string.Join(',', Groups.Select(g => g.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether the paste came to more than one page holds.</summary>
    public bool IsTooMuch => Messages.Count > MostMessages || Requests.Count > ProposedRequest.Most;

    /// <summary>What one sender wrote one after another is proposed as one request; what asks for nothing is left out.</summary>
    public static ChatSheet Propose(IReadOnlyList<ChatMessage> messages)
    {
        var (groups, next) = (new List<int>(), 1);
        foreach (var proposed in ProposedRequest.From(messages, Period.FromMinutes(ProposedRequest.UsualGapMinutes)))
        {
            var number = proposed.AsksForSomething ? next++ : 0;
            groups.AddRange(Enumerable.Repeat(number, proposed.Messages));
        }

        return new(messages, groups);
    }

    /// <summary>The same messages as a form carried their grouping; null when it fits them no more.</summary>
    public ChatSheet? WithCarried(string carried)
    {
        var groups = carried.Split(',').Select(one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var group) ? group : -1).ToList();
        return groups.Count == Messages.Count && groups.TrueForAll(IsGroup) ? this with { Groups = groups } : null;
    }

    /// <summary>Whether a number can be that of a request, or 0.</summary>
    public static bool IsGroup(int number) => number is >= 0 and <= ProposedRequest.Most;

    /// <summary>The messages of a request, in their order.</summary>
    public IEnumerable<ChatMessage> Of(int request) => Messages.Where((_, index) => Groups[index] == request);

    /// <summary>What the messages of a request come to: each on lines of its own, with its sender where several wrote.</summary>
    public string TextOf(int request)
    {
        var messages = Of(request).Where(m => m.Text.Length > 0).ToList();
        var isOneVoice = messages.Select(m => m.Sender).Distinct().Count() < 2;
        return string.Join('\n', messages.Select(m => isOneVoice ? m.Text : Said(m)));
    }

    /// <summary>
    /// The text of a request after its messages changed: what was typed over them stays, with what has come to it below; untouched, it follows the messages.
    /// </summary>
    /// <param name="before">The grouping the typed text was made from.</param>
    /// <param name="request">Which request.</param>
    /// <param name="typed">As it stands in the form.</param>
    public string TextAfter(ChatSheet before, int request, string typed)
    {
        var (was, now) = (before.TextOf(request), TextOf(request));
        if (was == now || typed.Length == 0 || typed == was)
        {
            return was == now ? typed : now;
        }

        var added = Messages.Where((m, i) => Groups[i] == request && before.Groups[i] != request && m.Text.Length > 0).Select(Said);
        return string.Join('\n', added.Prepend(typed));
    }

    /// <summary>The only mobile phone named in a request; null when there is none or several.</summary>
    public string? PhoneIn(int request) =>
        MobilePhone().Matches(TextOf(request)).Select(m => m.Value).Distinct().ToList() is [var phone] ? phone : null;

    private static string Said(ChatMessage message) => message.Sender.Length == 0 ? message.Text : $"{message.Sender}: {message.Text}";

    [GeneratedRegex(@"(?<!\d)1[3-9]\d{9}(?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MobilePhone();
}
