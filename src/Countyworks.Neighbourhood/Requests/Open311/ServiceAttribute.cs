namespace Countyworks.Neighbourhood.Requests.Open311;

/// <summary>What kind of answer an attribute takes; the names are the standard's own.</summary>
public enum AttributeType
{
    /// <summary>A line of text.</summary>
    String = 1,

    /// <summary>A number with a decimal point.</summary>
    Number = 2,

    /// <summary>A time with its zone.</summary>
    Datetime = 3,

    /// <summary>Several lines of text.</summary>
    Text = 4,

    /// <summary>One of a list.</summary>
    Singlevaluelist = 5,

    /// <summary>Some of a list.</summary>
    Multivaluelist = 6,
}

/// <summary>One answer of a list.</summary>
/// <param name="Key">What is sent; stable.</param>
/// <param name="NameZh">Its Chinese name.</param>
/// <param name="NameEn">Its English name.</param>
public sealed record AttributeChoice(string Key, string NameZh, string NameEn);

/// <summary>A question another system's form asks besides the description, for requests of one category (附加问题).</summary>
public sealed class ServiceAttribute
{
    /// <summary>The code of the category.</summary>
    public required string Category { get; init; }

    /// <summary>Its code; stable, unique within the category.</summary>
    public required string Code { get; init; }

    /// <summary>Its place among the questions.</summary>
    public required int Sort { get; set; }

    /// <summary>What kind of answer it takes.</summary>
    public required AttributeType Datatype { get; set; }

    /// <summary>Whether it is asked; otherwise its description is only shown.</summary>
    public required bool IsAsked { get; set; }

    /// <summary>Whether it must be answered.</summary>
    public required bool IsRequired { get; set; }

    /// <summary>The question in Chinese.</summary>
    public required string DescriptionZh { get; set; }

    /// <summary>The question in English.</summary>
    public required string DescriptionEn { get; set; }

    /// <summary>How to answer, in Chinese.</summary>
    public required string HintZh { get; set; }

    /// <summary>How to answer, in English.</summary>
    public required string HintEn { get; set; }

    /// <summary>The answers of a list as JSON, see <see cref="AttributeChoice"/>; <c>[]</c> where there is no list.</summary>
    public required string Choices { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
