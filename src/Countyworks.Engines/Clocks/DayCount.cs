using System.Text.Json.Serialization;

namespace Countyworks.Engines.Clocks;

/// <summary>What a clock counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DayCount>))]
public enum DayCount
{
    /// <summary>工作日: days on which the offices work, by the work calendar.</summary>
    [JsonStringEnumMemberName("working")]
    Working = 0,

    /// <summary>自然日: every day.</summary>
    [JsonStringEnumMemberName("natural")]
    Natural = 1,

    /// <summary>Hours by day and night, for what can't wait for morning.</summary>
    [JsonStringEnumMemberName("hours")]
    Hours = 2,
}
