using NodaTime;

namespace Countyworks.Data.Writing;

/// <summary>A row that a prepared query answers, read by the place of its columns, from 0. A column that may be null is asked for that first.</summary>
public interface IStoredRow
{
    /// <summary>Goes on to the next row; false when there is none.</summary>
    bool Next();

    /// <summary>Whether the column has nothing.</summary>
    bool IsNull(int column);

    /// <summary>A whole number.</summary>
    long Number(int column);

    /// <summary>Text.</summary>
    string Text(int column);

    /// <summary>Yes or no.</summary>
    bool Flag(int column);

    /// <summary>Bytes.</summary>
    byte[] Bytes(int column);

    /// <summary>The value of an id.</summary>
    Guid Id(int column);

    /// <summary>A legal day.</summary>
    LocalDate Day(int column);

    /// <summary>When something happened; stored in milliseconds.</summary>
    Instant At(int column) => Instant.FromUnixTimeMilliseconds(Number(column));
}
