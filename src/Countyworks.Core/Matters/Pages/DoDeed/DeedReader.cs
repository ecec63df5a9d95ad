using Countyworks.Core.Files;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.Matters.Templates;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Matters.Pages.DoDeed;

/// <summary>Reads what the page of a deed shows.</summary>
public sealed class DeedReader(Cached<PostDirectory> posts, TimelineReader timeline, IEnumerable<IDispatchAdvisor> advisors, FileLimits limits, Texts texts)
{
    private const int MostTemplates = 50;
    private const int Last = 3;
    private const int BytesOfMegabyte = 1024 * 1024;

    /// <summary>The page with what was typed so far.</summary>
    public async Task<DeedView> Read(DistrictDb db, Scene scene, Deed deed, Form form, CancellationToken cancellation) => new(scene, deed, form)
    {
        Units = UnitsFor(scene.Dossier, deed),
        Advice = AdviceFor(scene.Dossier, deed),
        Templates = deed.Fields.HasFlag(DeedFields.Remark) ? await TemplatesFor(db, scene.Dossier, deed, cancellation) : [],
        MostFiles = limits.FilesPerForm,
        FileMegabytes = (int)(limits.FileBytes / BytesOfMegabyte),
    };

    /// <summary>The form as it is first shown: filled in with what is advised.</summary>
    public Form Fresh(Scene scene, Deed deed, string area) => Form.New(area).With("lead", AdviceFor(scene.Dossier, deed)?.Unit.Id.ToString());

    /// <summary>What happened last, so that somebody whose form is stale sees why.</summary>
    public async Task<IReadOnlyList<StoryEntry>> Latest(DistrictDb db, Scene scene, CancellationToken cancellation) =>
        [.. (await timeline.Read(db, scene.Dossier.Matter.Id, scene.Dossier.Kind, Audience.Staff, cancellation)).TakeLast(Last)];

    /// <summary>The entry of the requester's timeline that the deed will leave.</summary>
    public StoryEntry Preview(Scene scene, Deed deed, string remark, Instant now)
    {
        var post = scene.Caller.Posts.Count > 0 ? posts.Current.Find(scene.Caller.Posts[0].OrganisationId)?.Name : null;
        var said = $"moved.{deed.Name}";
        var key = texts.KeyFor(scene.Dossier.Kind, said);
        return new StoryEntry(now, post ?? "", texts.Has(key) ? texts[key] : texts.For(scene.Dossier.Kind, deed.TextKey), remark);
    }

    private DispatchAdvice? AdviceFor(Dossier dossier, Deed deed) => deed.Fields.HasFlag(DeedFields.Lead) ? advisors.For(dossier) : null;

    private IReadOnlyList<Option> UnitsFor(Dossier dossier, Deed deed)
    {
        if ((deed.Fields & (DeedFields.Lead | DeedFields.Assists)) == DeedFields.None)
        {
            return [];
        }

        // A lead that asks for help is not asked itself, nor are those who help already.
        var without = deed.Fields.HasFlag(DeedFields.Lead) ? [] : dossier.Helpers.Append(dossier.Lead?.UnitId ?? default).ToHashSet();
        return [.. posts.Current.Organisations.Where(o => o.IsActive && !without.Contains(o.Id)).Select(o => new Option(o.Id.ToString(), o.Name))];
    }

    private static async Task<IReadOnlyList<ReplyTemplate>> TemplatesFor(DistrictDb db, Dossier dossier, Deed deed, CancellationToken cancellation)
    {
        var (kind, category) = (dossier.Kind.Name, dossier.Matter.Category);
        return await db.Set<ReplyTemplate>()
            .Where(t => t.Kind == kind && t.Move == deed.Templates && t.IsActive && (t.Category == null || t.Category == category))
            .OrderBy(t => t.Category == null).ThenBy(t => t.Title).ThenBy(t => t.Id).Take(MostTemplates).ToListAsync(cancellation);
    }
}
