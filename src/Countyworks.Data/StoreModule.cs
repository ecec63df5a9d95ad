using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Outbox;
using Countyworks.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Data;

/// <summary>The store's own tables: always the first part.</summary>
public static class StoreModule
{
    /// <summary>The part.</summary>
    public static readonly DataPart Part = new(
        "data",
        typeof(StoreModule).Assembly,
        tables =>
        {
            tables.Entity<FactRow>().ToTable("fact").HasKey(f => f.Seq);
            tables.Entity<Series>().HasKey(s => s.Name);
            tables.Entity<Answer>().HasKey(a => a.Key);
            tables.Entity<Message>();
            tables.Entity<Lease>().HasKey(l => l.Job);
        },
        []);
}
