using Countyworks.Core.Matters;
using Countyworks.Core.Modules;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Administration.Journal;

/// <summary>
/// Reads the journal backwards for an auditor. A page looks at no more than <see cref="Span"/> facts, so that no filter reads the whole; what people wrote about
/// a matter is shown to those who may see the matter.
/// </summary>
public sealed class JournalReader(Cached<PostDirectory> posts, MatterRules rules, IReadOnlyList<Module> modules, Texts texts)
{
    private readonly HashSet<string> audited = [.. AuditedKinds(modules)];

    /// <summary>The most facts one page looks at.</summary>
    public const int Span = 50_000;

    /// <summary>Reads a page.</summary>
    public async Task<JournalView> Read(DistrictDb db, Caller caller, JournalFilter filter, Form form, CancellationToken cancellation)
    {
        var last = await db.Set<FactRow>().OrderByDescending(f => f.Seq).Select(f => (long?)f.Seq).FirstOrDefaultAsync(cancellation) ?? 0;
        var end = Math.Min(filter.Before ?? last + 1, filter.Day is { } day ? await FirstAfter(db, CountyTime.EndOf(day), last, cancellation) : last + 1);
        var bottom = filter.Subject is null ? end - Span : 0;
        var rows = await db.Set<FactRow>()
            .Where(f => f.Seq < end && f.Seq >= bottom
                && (filter.Person == null || f.PersonId == filter.Person) && (filter.Kind == null || f.Kind == filter.Kind) && (filter.Subject == null || f.SubjectId == filter.Subject))
            .OrderByDescending(f => f.Seq).Take(JournalView.Size).ToListAsync(cancellation);
        var hidden = await HiddenFrom(db, caller, rows, cancellation);
        long? older = rows.Count == JournalView.Size ? rows[^1].Seq : bottom > 1 ? bottom : null;
        return new JournalView(filter, form, [.. rows.Select(row => Row(row, hidden))], older, Kinds(), [.. audited.Select(k => new Option(k, Words(k)))]);
    }

    /// <summary>What a kind of fact is called; its code where it has no words.</summary>
    public string Words(string kind) => texts.Has("journal." + kind) ? texts["journal." + kind] : kind;

    // The journal's order is that of time, so the first fact after a moment is found by halving.
    private static async Task<long> FirstAfter(DistrictDb db, Instant at, long last, CancellationToken cancellation)
    {
        var (low, high) = (1L, last + 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var time = await db.Set<FactRow>().Where(f => f.Seq == middle).Select(f => (Instant?)f.At).FirstOrDefaultAsync(cancellation);
            (low, high) = time < at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private async Task<HashSet<Guid>> HiddenFrom(DistrictDb db, Caller caller, List<FactRow> rows, CancellationToken cancellation)
    {
        var subjects = rows.Where(r => r.Remark is not null && r.SubjectId is not null).Select(r => new Id<Matter>(r.SubjectId!.Value)).Distinct().ToList();
        var matters = await db.Set<Matter>().Where(m => subjects.Contains(m.Id)).Select(m => new { m.Id, m.Kind, m.PlacePath }).ToListAsync(cancellation);
        return [.. matters.Where(m => !caller.Has(rules.Kind(m.Kind).See, m.PlacePath)).Select(m => m.Id.Value)];
    }

    private JournalRow Row(FactRow row, HashSet<Guid> hidden)
    {
        var name = row.PersonId is { } id ? posts.Current.NameOf(new Id<Person>(id)) : texts["who.system"];
        var post = row.PostId is { } held ? posts.Current.Find(new Id<Post>(held))?.Title : null;
        var isHidden = row.Remark is not null && !audited.Contains(row.Kind) && row.SubjectId is { } subject && hidden.Contains(subject);
        return new(
            row.Seq, row.At, Words(row.Kind), (name.Length, post) switch { (0, _) => texts["who.requester"], (_, null) => name, _ => texts.Format("admin_journal.who", name, post) },
            row.PersonId, row.SubjectId, row.Data, isHidden ? null : row.Remark, isHidden);
    }

    private static IEnumerable<string> AuditedKinds(IReadOnlyList<Module> modules) =>
        modules.SelectMany(m => m.Store.Facts).Where(fact => fact.IsAssignableTo(typeof(IAudited))).Select(FactKinds.NameOf).Order(StringComparer.Ordinal);

    private IReadOnlyList<Option> Kinds() =>
        [.. modules.SelectMany(m => m.Store.Facts).Select(FactKinds.NameOf).Select(kind => new Option(kind, Words(kind))).OrderBy(o => o.Value, StringComparer.Ordinal)];
}
