using Countyworks.Core.Matters;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>The profiles that come with the product.</summary>
public static class KnownProfiles
{
    /// <summary>The word for: whichever recognises the file.</summary>
    public const string Auto = "auto";

    /// <summary>Service requests of New York City, as NYC Open Data gives them out: real cases, public, with which anybody can try the house.</summary>
    public static readonly ImportProfile Nyc311 = new()
    {
        Name = "nyc311",
        RecognisedBy = ["Unique Key", "Created Date", "Complaint Type", "Agency"],
        Zone = "America/New_York",
        Times = ["M/d/uuuu h:mm:ss tt", "uuuu-MM-dd'T'HH:mm:ss.FFF", "uuuu-MM-dd HH:mm:ss"],
        Columns = new Dictionary<ImportField, IReadOnlyList<string>>
        {
            [ImportField.Number] = ["Unique Key"],
            [ImportField.ReceivedAt] = ["Created Date"],
            [ImportField.Text] = ["Complaint Type", "Descriptor", "Location Type"],
            [ImportField.Category] = ["Complaint Type"],
            [ImportField.Address] = ["Incident Address|Intersection Street 1", "City|Borough", "Incident Zip"],
            [ImportField.Latitude] = ["Latitude"],
            [ImportField.Longitude] = ["Longitude"],
            [ImportField.Unit] = ["Agency Name"],
            [ImportField.UnitCode] = ["Agency"],
            [ImportField.Status] = ["Status"],
            [ImportField.ClosedAt] = ["Closed Date|Resolution Action Updated Date"],
            [ImportField.Answer] = ["Resolution Description"],
        },
        EndedWords = ["Closed"],
    };

    /// <summary>The work-order table of a 12345 hotline, as counties hand it round.</summary>
    public static readonly ImportProfile Hotline = new()
    {
        Name = "hotline",
        RecognisedBy = ["工单编号", "主要内容"],   // read, never shown
        Times =
        [
            "uuuu-M-d H:mm:ss", "uuuu-M-d H:mm", "uuuu-M-d", "uuuu/M/d H:mm:ss", "uuuu/M/d H:mm", "uuuu/M/d", "uuuu-M-d'T'H:mm:ss",
            "uuuu'年'M'月'd'日' H:mm:ss", "uuuu'年'M'月'd'日' H:mm", "uuuu'年'M'月'd'日'", "uuuu.M.d H:mm", "uuuu.M.d",   // read, never shown
        ],
        Columns = new Dictionary<ImportField, IReadOnlyList<string>>
        {
            [ImportField.Number] = ["工单编号|工单号"],   // read, never shown
            [ImportField.ReceivedAt] = ["受理时间|来电时间|创建时间|登记时间|诉求时间"],   // read, never shown
            [ImportField.Text] = ["标题|工单标题", "主要内容|诉求内容"],   // read, never shown
            [ImportField.Category] = ["问题分类|工单类型"],   // read, never shown
            [ImportField.Priority] = ["工单性质"],   // read, never shown
            [ImportField.Street] = ["被反映街乡镇|被反映街道乡镇|街乡镇"],   // read, never shown
            [ImportField.Community] = ["村/社区|村社区|社区/村"],   // read, never shown
            [ImportField.Address] = ["被反映区|被反映区县", "被反映街乡镇|被反映街道乡镇|街乡镇", "村/社区|村社区|社区/村"],   // read, never shown
            [ImportField.ContactName] = ["来电人|诉求人"],   // read, never shown
            [ImportField.ContactPhone] = ["来电人电话|联系电话"],   // read, never shown
            [ImportField.Unit] = ["承办单位|主办单位|办理单位"],   // read, never shown
            [ImportField.Status] = ["工单状态"],   // read, never shown
            [ImportField.ClosedAt] = ["办结时间"],   // read, never shown
            [ImportField.Answer] = ["办理结果|答复内容"],   // read, never shown
            [ImportField.Result] = ["是否解决|解决情况"],   // read, never shown
            [ImportField.Rating] = ["是否满意|满意情况"],   // read, never shown
        },
        EndedWords = ["已办结", "办结", "已归档", "归档", "已结案", "结案", "已完结", "完结", "已完成", "已关闭"],   // read, never shown
        Results = Words<CallBackResult>(
            ["解决 已解决 是 完全解决", "部分解决 基本解决", "未解决 没解决 不解决 否"],   // read, never shown
            [CallBackResult.Solved, CallBackResult.Partly, CallBackResult.NotSolved]),
        Ratings = Words<Rating>(
            ["满意 是 非常满意 很满意", "基本满意 一般 较满意", "不满意 否 非常不满意 很不满意"],   // read, never shown
            [Rating.Satisfied, Rating.Basically, Rating.Dissatisfied]),
        Priorities = Words<Priority>(["紧急 急件 加急 督办", "特急 突发"], [Priority.Urgent, Priority.Emergency]),   // read, never shown
        HasOurPlaces = true,
        MergesRepeats = true,
        GuessesReceipt = true,
    };

    /// <summary>All of them, in the order in which <see cref="Auto"/> tries them.</summary>
    public static readonly IReadOnlyList<ImportProfile> All = [Nyc311, Hotline];

    /// <summary>
    /// The profile of a name among the known and the county's own, or for <see cref="Auto"/> the one that recognises the header.
    /// Refuses <c>profile_unknown</c> (name), <c>profile_not_recognised</c>.
    /// </summary>
    public static Outcome<ImportProfile> Find(string name, IEnumerable<ImportProfile> own, IReadOnlyList<string> header)
    {
        var all = All.Concat(own);
        return name == Auto
            ? all.FirstOrDefault(p => p.Recognises(header)) is { } recognised ? recognised : new Refusal("profile_not_recognised", "profile")
            : all.FirstOrDefault(p => p.Name == name) is { } named ? named : new Refusal("profile_unknown", "profile").With("name", name);
    }

    private static Dictionary<string, T> Words<T>(string[] words, T[] meanings) =>
        words.Zip(meanings).SelectMany(pair => pair.First.Split(' '), (pair, word) => (word, pair.Second)).ToDictionary();
}
