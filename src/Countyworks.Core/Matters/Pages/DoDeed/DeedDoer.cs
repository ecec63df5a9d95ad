using Countyworks.Core.Files;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.People;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Matters.Pages.DoDeed;

/// <summary>Does what a posted form of a deed asks.</summary>
public sealed class DeedDoer(FileIntake intake, FileLimits limits, MatterRules rules, IEnumerable<IDispatchAdvisor> advisors, Writer writer, IClock clock)
{
    private const int ReasonLimit = 60, NumberLimit = 40;

    /// <summary>
    /// Reads the form, takes the files in, runs the use case. Refuses what the fields break, all at once; then <c>changed_meanwhile</c>
    /// when the matter is not as the form knew it; then what the use case refuses.
    /// </summary>
    public async Task<Outcome<Done>> Do(DistrictDb db, Scene scene, Deed deed, Form form, CancellationToken cancellation)
    {
        var input = await Read(db, deed, form, cancellation);
        input = input with { Why = deed.Fields.HasFlag(DeedFields.Lead) ? advisors.For(scene.Dossier).WhyOf(input.Lead) : input.Why };
        var version = form.WholeOrNull("version", 0, int.MaxValue);
        if (form.Refusal is { } invalid)
        {
            return invalid;
        }

        if (!(await Take(deed, form, cancellation)).IsDone(out var files, out var refused))
        {
            return refused;
        }

        var matter = scene.Dossier.Matter.Id;
        var once = form.Once is { Length: > 0 } key ? Once.For(key, form.Body) : null;
        var permission = scene.Dossier.Kind.PermissionOf(scene.Standing);
        return await writer.Run(
            scene.Caller.Envelope(deed.Name, clock.GetCurrentInstant(), permission, once),
            change => Dossier.Read(change, matter, rules, version).Then(_ =>
            {
                var words = input.Words with { Files = [.. files.Select(f => (new KeepFile(f.Content).In(change).Value, f.Purpose))] };
                return deed.Do(new Doing(change, matter, scene.Caller, rules, input with { Words = words }));
            }),
            cancellation);
    }

    private static async Task<DeedInput> Read(DistrictDb db, Deed deed, Form form, CancellationToken cancellation)
    {
        bool Asks(DeedFields field) => deed.Fields.HasFlag(field);
        var grant = Asks(DeedFields.Grant) ? form.Text("grant", ReasonLimit) : "";
        var lead = Asks(DeedFields.Lead) ? form.Id<Organisation>("lead") : default;
        var other = Asks(DeedFields.Other) ? await Find(db, form, cancellation) : default;
        var relation = Asks(DeedFields.Relation) ? form.Text("relation", ReasonLimit) : "";
        var reason = Asks(DeedFields.Reason) ? form.Text("reason", ReasonLimit) : "";
        var days = Asks(DeedFields.Days) ? form.Whole("days", 1, AskFor.MostDays) : 0;
        var review = Asks(DeedFields.ReviewDay) ? form.DateOrNull("reviewOn") : null;
        var remark = Asks(DeedFields.Remark) ? form.LongText("remark", Words.Limit, deed.Needs.HasFlag(Evidence.Remark)) : "";
        return new DeedInput(Words.Of(remark))
        {
            Grant = grant == "yes",
            Lead = lead,
            Assists = Asks(DeedFields.Assists)
                ? [.. form.Ticked("assists").Select(one => Id<Organisation>.TryParse(one, null, out var id) ? id : default)]
                : [],
            Other = other,
            Relation = relation,
            Reason = reason,
            Days = days,
            ReviewOn = review,
        };
    }

    private static async Task<Id<Matter>> Find(DistrictDb db, Form form, CancellationToken cancellation)
    {
        var number = form.Text("into", NumberLimit);
        var found = await db.Set<Matter>().Where(m => m.Number == number).Select(m => (Id<Matter>?)m.Id).FirstOrDefaultAsync(cancellation);
        if (number.Length > 0 && found is null)
        {
            form.Refused(new Refusal("number_unknown", "into"));
        }

        return found ?? default;
    }

    private async Task<Outcome<IReadOnlyList<(FileContent Content, string Purpose)>>> Take(Deed deed, Form form, CancellationToken cancellation)
    {
        string[] fields = deed.Fields.HasFlag(DeedFields.BeforeAndAfter) ? ["before", "after"] : deed.Fields.HasFlag(DeedFields.Files) ? ["files"] : [];
        var taken = new List<(FileContent, string)>();
        foreach (var field in fields)
        {
            var given = form.Files(field, limits.FilesPerForm, limits.FileBytes);
            if (form.Refusal is { } invalid)
            {
                return invalid;
            }

            if (!(await intake.TakeAll(given, field, cancellation)).IsDone(out var kept, out var refused))
            {
                return refused;
            }

            taken.AddRange(kept.Select(content => (content, field == "files" ? "document" : field)));
        }

        return taken;
    }
}
