using Countyworks.Data.Databases;
using Countyworks.Server.Privacy;
using Countyworks.Tests.Databases;
using Countyworks.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Countyworks.Tests.Privacy;

/// <summary>The list of what is held of people, against the database as it is, and against docs/privacy.md.</summary>
public sealed class The_declaration
{
    private const string Golden = "docs/privacy.md";

    [Fact]
    public async Task Says_of_every_column_of_text_or_bytes_whether_it_is_personal()
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        var there = store.Read(db => db.Model.GetEntityTypes().SelectMany(ColumnsOf).ToHashSet());
        var said = PersonalData.Columns.Select(c => $"{c.Table}.{c.Column}")
            .Concat(PersonalData.Others.Select(line => line.Split(' ')).SelectMany(words => words.Skip(1).Select(column => $"{words[0]}.{column}"))).ToList();

        Repository.None(there.Except(said).Order(), "Columns that src/Countyworks.Server/Privacy/PersonalData.cs does not speak of: put each on one of its lists:");
        Repository.None(said.Except(there).Order(), "Columns of PersonalData.cs that are not there:");
        Assert.Equal(said.Count, said.Distinct().Count());
    }

    [Fact]
    public async Task Is_the_document()
    {
        var path = Path.Combine(Repository.Root, Golden);
        if (Environment.GetEnvironmentVariable("COUNTYWORKS_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, PrivacyPage.Written(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), PrivacyPage.Written());
    }

    /// <summary>What nobody reads need not lie open: what does is no secret by itself, and each is named here.</summary>
    [Fact]
    public void Has_nothing_hidden_lie_open_but_salts_and_names_of_files() => Assert.Equal(
        ["fact.salt", "message.error", "stored_file.sha256"],
        PersonalData.Columns.Where(c => c is { Class: DataClass.Hidden, AtRest: AtRest.Open }).Select(c => $"{c.Table}.{c.Column}").Order(StringComparer.Ordinal));

    private static IEnumerable<string> ColumnsOf(IEntityType table) =>
        from property in table.GetProperties()
        where property.ClrType == typeof(string) || property.ClrType == typeof(byte[])
        select $"{table.GetTableName()}.{property.GetColumnName()}";
}
