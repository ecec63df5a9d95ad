namespace Countyworks.Data.Writing;

/// <summary>The last number given out in a series, such as the reference numbers of one kind and year.</summary>
public sealed class Series
{
    /// <summary>The series.</summary>
    public required string Name { get; init; }

    /// <summary>The last number given out; 0 before the first.</summary>
    public required long Last { get; init; }
}
