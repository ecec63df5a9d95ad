using Countyworks.Core.OwnData;
using Countyworks.Core.People;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Votes;

/// <summary>The ballots a person cast. They stay when the account ends, or a result could be changed by ending accounts; whose they were is then known by no name.</summary>
public sealed class VoteOwnData(Texts texts) : IOwnData
{
    private const int Most = 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OwnSection>> Read(DistrictDb db, Person person, CancellationToken cancellation)
    {
        var cast = await (
            from ballot in db.Set<CastRow>()
            join vote in db.Set<Vote>() on ballot.VoteId equals vote.Id
            where ballot.PersonId == person.Id
            orderby ballot.Seq descending
            select new { vote.Number, vote.Question, ballot.Choice, ballot.At }).Take(Most).ToListAsync(cancellation);
        return
        [
            new("ballots", [.. cast.Select(b => (IReadOnlyList<OwnField>)
                [new("number", b.Number), new("question", b.Question), new("choice", texts.Of(b.Choice)), new("at", CoreOwnData.When(b.At))])]),
        ];
    }

    /// <inheritdoc/>
    public void Erase(Change change, Id<Person> person)
    {
        // Nothing may be: see the class.
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Text, int Count)>> Foresee(DistrictDb db, Id<Person> person, CancellationToken cancellation) =>
        [("my_data.will_ballots", await db.Set<CastRow>().CountAsync(b => b.PersonId == person, cancellation))];
}
