using Countyworks.Neighbourhood.Requests.Desk.Chat;
using NodaTime;

namespace Countyworks.Tests.Requests.Desk;

public sealed class Reading_a_group_chat
{
    private static readonly LocalDate today = new(2026, 9, 24);

    [Theory]
    [InlineData("张三 2026/9/24 16:30:12\n路灯不亮", "张三", "2026-09-24T16:30", "路灯不亮")]
    [InlineData("张三 9月24日 下午4:30\n路灯不亮", "张三", "2026-09-24T16:30", "路灯不亮")]
    [InlineData("[16:30] 张三: 路灯不亮", "张三", "2026-09-24T16:30", "路灯不亮")]
    [InlineData("2026-09-24 16:30 张三\n路灯不亮", "张三", "2026-09-24T16:30", "路灯不亮")]
    [InlineData("张三 昨天 20:05\n路灯不亮", "张三", "2026-09-23T20:05", "路灯不亮")]
    [InlineData("张三：路灯不亮", "张三", null, "路灯不亮")]
    [InlineData("3栋路灯不亮", "", null, "3栋路灯不亮")]
    [InlineData("张三 2026/9/24 16:30\n地址: 东湖苑\n电话：13800001234", "张三", "2026-09-24T16:30", "地址: 东湖苑\n电话：13800001234")]
    public void Knows_who_wrote_what_when_in_every_way_to_copy(string paste, string sender, string? at, string text)
    {
        var message = Assert.Single(GroupChat.Read(paste, today));

        Assert.Equal((sender, text), (message.Sender, message.Text));
        Assert.Equal(at, message.At?.ToString("uuuu-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Counts_pictures_and_takes_their_marks_out()
    {
        var message = Assert.Single(GroupChat.Read("张三 16:30\n[图片][图片]\n路灯不亮", today));

        Assert.Equal(("路灯不亮", 2), (message.Text, message.Pictures));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u202E\u2066\u200B")]
    [InlineData("👩‍👩‍👧‍👦🏮🏮")]
    [InlineData("99:99 2026-13-45 25:00 : : :")]
    [InlineData("[[[[[[[[[[((((((：：：：：")]
    public void Fails_at_nothing(string paste) => Assert.InRange(GroupChat.Read(paste, today).Count, 0, 1);

    [Fact]
    public void Is_quick_with_lines_made_to_be_slow()
    {
        string[] slow = ["a" + new string(' ', 49_000) + "b", new string('1', 49_000), new string(':', 49_000), string.Concat(Enumerable.Repeat("9/9 ", 12_000)), string.Concat(Enumerable.Repeat("a\n", 20_000))];

        Assert.All(slow, paste => Assert.NotEmpty(GroupChat.Read(paste, today)));
    }

    [Fact]
    public void Loses_no_words_of_a_line_longer_than_its_head()
    {
        var message = Assert.Single(GroupChat.Read("[16:30] 张三: " + new string('长', 3000) + "尾", today));

        Assert.Equal(("张三", 3001), (message.Sender, message.Text.Length));
    }

    [Fact]
    public void Proposes_what_one_sender_wrote_within_ten_minutes_as_one_request()
    {
        var sheet = ChatSheet.Propose(GroupChat.Read("张三 16:00\n路灯不亮\n张三 16:10\n在3栋\n李四 16:11\n收到\n张三 16:30\n水管漏水", today));

        Assert.Equal([1, 1, 0, 2], sheet.Groups);
        Assert.Equal("路灯不亮\n在3栋", sheet.TextOf(1));
    }

    [Fact]
    public void Keeps_what_was_typed_over_a_request_when_messages_come_to_it()
    {
        var before = ChatSheet.Propose(GroupChat.Read("张三 16:00\n路灯不亮\n李四 16:11\n我家门口也不亮", today));
        var after = before with { Groups = [1, 1] };

        Assert.Equal("张三: 路灯不亮\n李四: 我家门口也不亮", after.TextAfter(before, 1, "路灯不亮"));
        Assert.Equal("东湖苑路灯不亮\n李四: 我家门口也不亮", after.TextAfter(before, 1, "东湖苑路灯不亮"));
        Assert.Equal("东湖苑路灯不亮", before.TextAfter(before, 1, "东湖苑路灯不亮"));
    }

    [Fact]
    public void Finds_the_phone_when_there_is_only_one()
    {
        var sheet = ChatSheet.Propose(GroupChat.Read("张三：路灯不亮，电话13800001234\n李四：13800001234或13900001234", today));

        Assert.Equal(("13800001234", null), (sheet.PhoneIn(1), sheet.PhoneIn(2)));
    }
}
