namespace Countyworks.Core.Tables;

/// <summary>How much a table in a file may hold: larger ones are cut into several first.</summary>
public static class TableLimits
{
    /// <summary>The most bytes of a file.</summary>
    public const int FileBytes = 50 * 1024 * 1024;

    /// <summary>The most rows below the header, blank ones not counted.</summary>
    public const int Rows = 200_000;

    /// <summary>The most columns.</summary>
    public const int Columns = 500;

    /// <summary>The most characters of a cell.</summary>
    public const int CellCharacters = 10_000;

    /// <summary>Rows above the header, titles and blank ones, at most.</summary>
    public const int RowsAboveHeader = 10;

    /// <summary>The most parts a workbook may unpack to.</summary>
    public const int WorkbookParts = 1_000;

    /// <summary>The most bytes a workbook may unpack to.</summary>
    public const long WorkbookBytes = 512L * 1024 * 1024;

    /// <summary>How many times its size a part of a workbook may unpack to: tables pack 5 to 50 times, a bomb a thousand times.</summary>
    public const int WorkbookRatio = 200;
}
