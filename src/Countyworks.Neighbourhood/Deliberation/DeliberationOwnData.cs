using Countyworks.Core.Matters;
using Countyworks.Core.OwnData;
using Countyworks.Core.People;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>
/// What a person raised, seconded and said. When the account ends, what they said is erased; a topic's words and what was voted on stay, for others decided on it, and a
/// seconding stays as a count: whose they were is then known by no name.
/// </summary>
public sealed class DeliberationOwnData(Texts texts) : IOwnData
{
    private const int Most = 2000;

    private static readonly ZonedDateTimePattern When = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm", null);   // a pattern, not a text

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OwnSection>> Read(DistrictDb db, Person person, CancellationToken cancellation)
    {
        var raised = await (
            from proposal in db.Set<Proposal>()
            join matter in db.Set<Matter>() on proposal.Id equals matter.Id
            where proposal.AuthorId == person.Id
            orderby proposal.Id
            select new { matter.Number, matter.Title, proposal.Text, matter.OpenedAt }).Take(Most).ToListAsync(cancellation);
        var seconded = await (
            from second in db.Set<Seconding>()
            join matter in db.Set<Matter>() on second.ProposalId equals matter.Id
            where second.PersonId == person.Id
            orderby second.At, matter.Id
            select new { matter.Number, matter.Title, second.At }).Take(Most).ToListAsync(cancellation);
        var said = await Own(db, person.Id).OrderBy(c => c.At).ThenBy(c => c.Id).Take(Most).ToListAsync(cancellation);
        return
        [
            new("topics", [.. raised.Select(r => Row(new("number", r.Number), new("title_of", r.Title), new("words", r.Text), new("at", At(r.OpenedAt))))]),
            new("seconded", [.. seconded.Select(s => Row(new("number", s.Number), new("title_of", s.Title), new("at", At(s.At))))]),
            new("deliberated", [.. said.Select(c => Row(new("kind", texts.Of(c.Kind)), new("words", c.Text), new("at", At(c.At))))]),
        ];
    }

    /// <inheritdoc/>
    public void Erase(Change change, Id<Person> person)
    {
        foreach (var said in Own(change.Db, person).Where(c => c.Text != Contribution.Gone).ToList())
        {
            said.Text = Contribution.Gone;
            change.Put(said);
            change.Record(new ContributionErased(said.Id), said.ProposalId.Value);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Text, int Count)>> Foresee(DistrictDb db, Id<Person> person, CancellationToken cancellation) =>
        [("my_data.will_deliberated", await Own(db, person).CountAsync(cancellation))];

    private static IQueryable<Contribution> Own(DistrictDb db, Id<Person> person) => db.Set<Contribution>().Where(c => c.PersonId == person);

    private static string At(Instant at) => When.Format(CountyTime.Local(at));

    private static IReadOnlyList<OwnField> Row(params IReadOnlyList<OwnField> fields) => fields;
}
