using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>
/// Records what an assembly decided, by its minutes. How many may vote is taken from the register, not from the minutes. Source: R-021, 农村集体经济组织法, articles 26 to 28, in force from 2025-05-01.
/// </summary>
/// <param name="Which">The company whose collective decided.</param>
/// <param name="Item">The item of article 26.</param>
/// <param name="Question">What was asked.</param>
/// <param name="AnnouncedOn">When it was announced.</param>
/// <param name="HeldOn">When it was held.</param>
/// <param name="Delegates">How many delegates there are, where they decided; null where the members did.</param>
/// <param name="Present">How many came.</param>
/// <param name="Yes">In favour.</param>
/// <param name="No">Against.</param>
/// <param name="Document">SHA-256 of the minutes.</param>
public sealed record RecordDecision(Id<Company> Which, int Item, string Question, LocalDate AnnouncedOn, LocalDate HeldOn, int? Delegates, int Present, int Yes, int No, Digest Document)
{
    /// <summary>Days between announcement and assembly, the day of the announcement not counted.</summary>
    public const int NoticeDays = 10;

    /// <summary>
    /// Records it, passed or not. Refuses, in this order: <c>not_found</c> (company), what <see cref="VoteRule.OfVillage"/> refuses, <c>missing</c> and <c>too_long</c> (question), <c>date_future</c>
    /// (heldOn), <c>assembly_notice_too_short</c> (heldOn: days), <c>register_empty</c> (heldOn: nobody may vote), <c>assembly_count_wrong</c> (present: more than may vote: eligible; yes: yes and no are more than came).
    /// </summary>
    public Outcome<AssemblyDecision> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then(company =>
        VoteRule.OfVillage(Item, Delegates is not null).Then<AssemblyDecision>(_ =>
        {
            var eligible = Delegates ?? change.Db.Set<Member>().Count(m => m.CompanyId == company.Id && m.VotesFrom <= HeldOn && (m.LastDay == null || m.LastDay >= HeldOn));
            return WhyNot(change.Now, eligible) is { } why ? why : Keep(change, company, eligible);
        }));

    private Refusal? WhyNot(Instant now, int eligible) =>
        string.IsNullOrWhiteSpace(Question) ? Refusal.Missing("question")
        : Question.Length > AssemblyDecision.QuestionLimit ? Refusal.TooLong("question", AssemblyDecision.QuestionLimit)
        : HeldOn > CountyTime.LocalDay(now) ? new Refusal("date_future", "heldOn")
        : HeldOn < AnnouncedOn.PlusDays(NoticeDays) ? new Refusal("assembly_notice_too_short", "heldOn").With("days", NoticeDays)
        : eligible < 1 ? new Refusal("register_empty", "heldOn")
        : Present < 0 || Present > eligible ? new Refusal("assembly_count_wrong", "present").With("eligible", eligible)
        : Yes < 0 || No < 0 || Yes + (long)No > Present ? new Refusal("assembly_count_wrong", "yes").With("eligible", eligible)
        : null;

    private AssemblyDecision Keep(Change change, Company company, int eligible)
    {
        var year = CountyTime.LocalDay(change.Now).Year;
        var decision = new AssemblyDecision
        {
            Id = change.NewId<AssemblyDecision>(), CompanyId = company.Id,
            Number = string.Create(CultureInfo.InvariantCulture, $"村决-{year}-{change.NextNumber($"village decision {year}"):D6}"),   // a code, not a text
            Item = Item, ByDelegates = Delegates is not null, Question = Question.Trim(), AnnouncedOn = AnnouncedOn, HeldOn = HeldOn, Eligible = eligible, Present = Present, Yes = Yes, No = No, Document = Document.ToArray(),
        };
        change.Add(decision);
        change.Record(new AssemblyDecided(decision.Id, decision.Number, Item, eligible, Present, Yes, No, decision.Tally.IsPassed), company.Id.Value, Audience.Public);
        return decision;
    }
}
