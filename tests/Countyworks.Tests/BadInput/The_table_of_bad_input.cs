namespace Countyworks.Tests.BadInput;

/// <summary>The promise: at least 120 kinds of bad input, each with a clear answer and nothing lost or leaked.</summary>
public sealed class The_table_of_bad_input
{
    [Fact]
    public void Has_at_least_a_hundred_and_twenty_cases_over_all_doors()
    {
        int[] doors = [At_the_pages.Cases.Count, At_the_API.Cases.Count, At_Open311.Cases.Count, At_the_importer.Cases.Count, At_the_command_line.Cases.Count, In_bad_situations.Count];

        Assert.All(doors, cases => Assert.True(cases >= 12));
        Assert.True(doors.Sum() >= 120, $"{doors.Sum()} cases");
    }
}
