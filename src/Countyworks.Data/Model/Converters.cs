using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Countyworks.Data.Model;

/// <summary>Instants are stored as whole milliseconds since 1970 UTC, the same number on every database.</summary>
internal sealed class InstantConverter() : ValueConverter<Instant, long>(
    instant => instant.ToUnixTimeMilliseconds(), stored => Instant.FromUnixTimeMilliseconds(stored));

/// <summary>Legal days are stored as dates.</summary>
internal sealed class LocalDateConverter() : ValueConverter<LocalDate, DateOnly>(
    date => date.ToDateOnly(), stored => LocalDate.FromDateOnly(stored));

/// <summary>Ids are native UUIDs on PostgreSQL.</summary>
internal sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, stored => new Id<T>(stored));

/// <summary>On SQLite ids are 16 bytes in network order, so that they sort by time and take half the room of text.</summary>
internal sealed class IdBytesConverter<T>() : ValueConverter<Id<T>, byte[]>(
    id => id.Value.ToByteArray(true), stored => new Id<T>(new Guid(stored, true)));

/// <summary>The same for an id whose kind the row does not know.</summary>
internal sealed class GuidBytesConverter() : ValueConverter<Guid, byte[]>(
    id => id.ToByteArray(true), stored => new Guid(stored, true));
