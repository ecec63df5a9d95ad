using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Desk.Chat;

/// <summary>
/// Reads what somebody copied out of a group chat. The ways to copy differ, so every line is asked whether it begins a message:
/// "张三 2026/9/24 16:30:12", "张三 9月24日 下午4:30", "[16:30] 张三: text", "2026-09-24 16:30 张三", "张三: text", "张三:".
/// What begins nothing belongs to the message before it. Nothing that was pasted is lost, and nothing that is pasted fails.
/// </summary>
public static partial class GroupChat
{
    /// <summary>The most characters looked at.</summary>
    public const int PasteLimit = 50_000;

    private const int MatchMs = 1000;

    // Who wrote when stands at the head of a line. Looking no further keeps a line of 50,000 blanks from taking seconds.
    private const int HeadLength = 120;
    private const string Colon = @"[:\uFF1A]", Comma = @"[,\uFF0C]", Open = @"[\[\u3010(\uFF08]", Close = @"[\]\u3011)\uFF09]";
    private const string Time = $@"(?<h>[0-2]?\d){Colon}(?<m>[0-5]\d)(?:{Colon}(?<s>[0-5]\d))?";
    private const string Half = @"(?:(?<half>凌晨|早上|上午|中午|下午|傍晚|晚上|AM|PM)\s*)?";   // read, never shown
    private const string Date = @"(?:(?:(?<y>\d{4})[-/.年])?(?<mo>[01]?\d)[-/.月](?<d>[0-3]?\d)日?|(?<rel>今天|昨天|前天)|(?:星期|周)[一二三四五六日天])";   // read, never shown
    private const string Stamp = $@"(?:{Date}\s*)?{Half}{Time}";
    private const string Name = @"(?<name>[^\s\[\]\u3010\u3011:\uFF1A][^\[\]\u3010\u3011:\uFF1A\r\n]{0,29}?)";

    // What begins a line before a colon in a message, and is nobody's name.
    private static readonly HashSet<string> NotNames =
    [
        "地址", "地点", "位置", "电话", "手机", "联系电话", "时间", "内容", "问题", "诉求", "说明", "备注", "原因", "要求", "建议", "注意", "附", "http", "https",   // read, never shown
    ];

    /// <summary>Splits a paste into messages, in the order of the paste.</summary>
    /// <param name="paste">Anything.</param>
    /// <param name="today">The day on which it is pasted: for "yesterday", and for stamps without a year or a day.</param>
    public static IReadOnlyList<ChatMessage> Read(string paste, LocalDate today)
    {
        var lines = paste.Split(["\r\n", "\n", "\r"], StringSplitOptions.None).Select(Visible).ToList();

        // Where a chat stamps its messages, "物业说:" is no sender but what somebody wrote.
        Func<string, Draft?> begins = lines.Exists(line => Stamped(line, today) is not null) ? line => Stamped(line, today) : Spoken;
        var messages = new List<Draft>();
        foreach (var line in lines)
        {
            if (begins(line) is { } draft)
            {
                messages.Add(draft);
            }
            else if (messages.Count > 0)
            {
                messages[^1].Lines.Add(line);
            }
            else if (line.Length > 0)
            {
                messages.Add(new Draft("", null, line));
            }
        }

        return [.. messages.Select(draft => draft.Done())];
    }

    private static Draft? Stamped(string line, LocalDate today)
    {
        var (head, rest) = Head(line);
        return StampedName().Match(head) is { Success: true } first && Stamped(first, rest, today) is { } before ? before
            : rest.Length == 0 && NameStamped().Match(head) is { Success: true } then && Stamped(then, rest, today) is { } after ? after
            : null;
    }

    private static Draft? Stamped(Match match, string rest, LocalDate today) =>
        IsName(match.Groups["name"].Value) && At(match, today) is { } at ? new Draft(match.Groups["name"].Value.Trim(), at, match.Groups["text"].Value + rest) : null;

    private static Draft? Spoken(string line)
    {
        var (head, rest) = Head(line);
        return NameColon().Match(head) is { Success: true } match && match.Groups["name"].Value.Trim() is var name && IsName(name) && !NotNames.Contains(name)
            ? new Draft(name, null, match.Groups["text"].Value + rest)
            : null;
    }

    private static (string First, string Following) Head(string line) => line.Length <= HeadLength ? (line, "") : (line[..HeadLength], line[HeadLength..]);

    // "昨天晚上 8:00" is a message, as is what has the signs of a sentence.
    private static bool IsName(string name) => !NotInNames().IsMatch(name);

    private static LocalDateTime? At(Match match, LocalDate today)
    {
        var (hour, minute) = (Number(match, "h")!.Value, Number(match, "m")!.Value);
        hour = match.Groups["half"].Value switch
        {
            "下午" or "傍晚" or "晚上" or "PM" when hour < 12 => hour + 12,   // read, never shown
            "中午" when hour < 11 => hour + 12,   // read, never shown
            "凌晨" or "AM" when hour == 12 => 0,   // read, never shown
            _ => hour,
        };
        return hour > 23 || DayOf(match, today) is not { } day ? null : day.At(new LocalTime(hour, minute, Number(match, "s") ?? 0));
    }

    private static LocalDate? DayOf(Match match, LocalDate today)
    {
        if (Number(match, "mo") is not { } month)
        {
            return match.Groups["rel"].Value switch
            {
                "昨天" => today.PlusDays(-1),   // read, never shown
                "前天" => today.PlusDays(-2),   // read, never shown
                _ => today,
            };
        }

        var day = Number(match, "d")!.Value;
        return Number(match, "y") is { } year ? DayIn(year, month, day)
            : DayIn(today.Year, month, day) is { } recent && recent <= today ? recent
            : DayIn(today.Year - 1, month, day);
    }

    private static LocalDate? DayIn(int year, int month, int day) =>
        year is < 2000 or > 2999 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month) ? null : new LocalDate(year, month, day);

    private static int? Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    // Copies carry marks of direction and joiners that nobody sees.
    private static string Visible(string line) => Invisible().Replace(line, "").Trim();

    [GeneratedRegex($@"^{Open}?\s*{Stamp}\s*{Close}?\s*{Comma}?\s*{Name}\s*(?:$|{Colon}\s*(?<text>.*)$)", RegexOptions.CultureInvariant, MatchMs)]
    private static partial Regex StampedName();

    [GeneratedRegex($@"^{Name}(?:\s+|\s*{Colon}\s*|\s*(?={Open})){Open}?{Stamp}{Close}?\s*{Colon}?\s*(?<text>)$", RegexOptions.CultureInvariant, MatchMs)]
    private static partial Regex NameStamped();

    [GeneratedRegex($@"^{Name}\s*{Colon}(?!//)\s*(?<text>.*)$", RegexOptions.CultureInvariant, MatchMs)]
    private static partial Regex NameColon();

    [GeneratedRegex(@"[,\uFF0C\u3002\u3001?\uFF1F!\uFF01;\uFF1B/]|今天|昨天|前天|明天|后天|凌晨|早上|上午|中午|下午|傍晚|晚上|从|到$", RegexOptions.CultureInvariant, MatchMs)]   // read, never shown
    private static partial Regex NotInNames();

    [GeneratedRegex(@"[\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\u0000-\u0008]", RegexOptions.CultureInvariant, MatchMs)]
    private static partial Regex Invisible();

    [GeneratedRegex(@"[\[\u3010](图片|照片|视频|小视频|文件|动画表情|Image|Photo|Video|File)[\]\u3011]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, MatchMs)]   // read, never shown
    private static partial Regex PictureMark();

    private sealed class Draft(string sender, LocalDateTime? at, string text)
    {
        public List<string> Lines { get; } = text.Length > 0 ? [text] : [];

        public ChatMessage Done()
        {
            var whole = string.Join('\n', Lines);
            return new ChatMessage(sender, at, PictureMark().Replace(whole, "").Trim(), PictureMark().Count(whole));
        }
    }
}
