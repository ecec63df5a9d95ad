using System.Text.RegularExpressions;

namespace Countyworks.Tests.House;

public sealed partial class Unfinished_work
{
    [Fact]
    public void Is_not_left_in_the_code() => Repository.None(
        from path in Repository.Files("", ".cs", ".razor", ".ts", ".js", ".css", ".sql", ".resx", ".sh", ".csproj")
        where !path.EndsWith($"{nameof(Unfinished_work)}.cs", StringComparison.Ordinal)
        from line in Repository.Read(path).Split('\n').Index()
        where Marks().IsMatch(line.Item)
        select $"{path}:{line.Index + 1}: {line.Item.Trim()}",
        "Finish it, or open an issue and leave no trace here:");

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Marks();
}
