using System.Data;
using System.Linq.Expressions;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Countyworks.Data.Model;

/// <summary>
/// The rows of one district, for reading. Rows come untracked: writing goes through <see cref="Writing.Change"/> alone.
/// Every table has <c>district_id</c> first in its key and every query is filtered by it; feature code mentions neither.
/// </summary>
public sealed class DistrictDb : DbContext
{
    /// <summary>The name of the column, and of the shadow property, that every table begins with.</summary>
    public const string DistrictId = "DistrictId";

    private readonly IReadOnlyList<DataPart> parts;
    private readonly bool sqlite;

    private Readers? home;
    private int taken;
    private int isLent;

    /// <summary>Made by <see cref="Database.Read"/> alone, and used again and again: it must remember nothing of who had it.</summary>
    internal DistrictDb(Database database, DbContextOptions options)
        : base(options) => (District, parts, sqlite) = (database.District.Value, database.Parts, database is SqliteDatabase);

    /// <summary>The district whose rows are seen.</summary>
    public int District { get; }

    /// <summary>Lends it to one caller, who gives it back by disposing of it.</summary>
    internal void LendFrom(Readers readers, int era) => (home, taken, isLent) = (readers, era, 1);

    /// <summary>Disposes of it in truth.</summary>
    internal void Discard() => base.Dispose();

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (!GoesHome())
        {
            base.Dispose();
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => GoesHome() ? ValueTask.CompletedTask : base.DisposeAsync();

    // Disposed of a second time, it waits already: nothing is to be done. Who left an answer half read leaves a connection nobody else may have.
    private bool GoesHome() => home is not null && (Interlocked.Exchange(ref isLent, 0) == 0 || (Database.GetDbConnection().State == ConnectionState.Closed && home.Keep(this, taken)));

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        if (sqlite)
        {
            configurationBuilder.Properties<Guid>().HaveConversion<GuidBytesConverter>();
        }
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var converters = new Dictionary<Type, ValueConverter>();
        foreach (var part in parts)
        {
            part.Tables(modelBuilder);
        }

        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            var table = modelBuilder.Entity(entity.ClrType);
            MapIds(table, entity, converters);
            PutDistrictFirst(table, entity);
            FilterByDistrict(table, entity);
        }
    }

    // One converter a kind of id: each is compiled when it is first used.
    private void MapIds(EntityTypeBuilder table, IMutableEntityType entity, Dictionary<Type, ValueConverter> converters)
    {
        foreach (var property in entity.ClrType.GetProperties().Where(p => p.SetMethod is not null))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
            {
                if (!converters.TryGetValue(type, out var converter))
                {
                    var kind = (sqlite ? typeof(IdBytesConverter<>) : typeof(IdConverter<>)).MakeGenericType(type.GetGenericArguments());
                    converters[type] = converter = (ValueConverter)Activator.CreateInstance(kind)!;
                }

                table.Property(property.PropertyType, property.Name).HasConversion(converter);
            }
        }
    }

    private static void PutDistrictFirst(EntityTypeBuilder table, IMutableEntityType entity)
    {
        var key = entity.FindPrimaryKey()?.Properties.Select(p => p.Name).ToArray() ?? ["Id"];
        table.Property<int>(DistrictId);
        table.HasKey([DistrictId, .. key]);
        foreach (var property in entity.FindPrimaryKey()!.Properties)
        {
            property.ValueGenerated = ValueGenerated.Never;
        }
    }

    private void FilterByDistrict(EntityTypeBuilder table, IMutableEntityType entity)
    {
        var row = Expression.Parameter(entity.ClrType, "row");
        var owner = Expression.Call(
            typeof(EF), nameof(EF.Property), [typeof(int)], row, Expression.Constant(DistrictId));
        var mine = Expression.Property(Expression.Constant(this), nameof(District));
        table.HasQueryFilter(Expression.Lambda(Expression.Equal(owner, mine), row));
    }
}
