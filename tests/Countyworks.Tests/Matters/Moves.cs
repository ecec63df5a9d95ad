using Countyworks.Core.Matters;
using Countyworks.Server.Hosting;

namespace Countyworks.Tests.Matters;

public sealed class Moves
{
    public static TheoryData<string> Kinds => [.. CountyHost.Modules.SelectMany(m => m.Kinds).Select(k => k.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Lead_from_stages_the_kind_has_to_stages_it_has(string name)
    {
        var kind = Kind(name);
        var stages = kind.Stages.Select(s => s.Name).ToHashSet();

        Assert.All(kind.Moves, move => Assert.True(move.From.Count > 0 && stages.IsSupersetOf(move.From) && (move.To is null || stages.Contains(move.To)), move.Name));
        Assert.All(kind.Moves, move => Assert.Subset(kind.Clock.Marks.Select(m => m.Name).ToHashSet(), move.Meets.ToHashSet()));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Reach_every_stage_from_the_first_and_an_end_from_every_stage(string name)
    {
        var kind = Kind(name);

        Assert.All(kind.Stages, stage => Assert.True(stage == kind.First || Reached(kind, kind.First.Name).Contains(stage.Name), stage.Name));
        Assert.All(kind.Stages.Where(s => !s.IsEnd), stage => Assert.Contains(kind.Stages, end => end.IsEnd && Reached(kind, stage.Name).Contains(end.Name)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Are_allowed_only_in_the_capacities_and_stages_declared(string name)
    {
        var kind = Kind(name);
        foreach (var move in kind.Moves)
        {
            foreach (var mover in Enum.GetValues<Mover>())
            {
                Assert.Equal(move.By.Contains(mover), new Standing(new HashSet<Mover> { mover }, MaySee: true).Allows(move));
            }
        }
    }

    private static MatterKind Kind(string name) => CountyHost.Modules.SelectMany(m => m.Kinds).Single(k => k.Name == name);

    private static HashSet<string> Reached(MatterKind kind, string from)
    {
        var (seen, left) = (new HashSet<string>(), new Queue<string>([from]));
        while (left.TryDequeue(out var stage))
        {
            foreach (var next in kind.MovesFrom(stage).Select(m => m.To).OfType<string>().Where(seen.Add))
            {
                left.Enqueue(next);
            }
        }

        return seen;
    }
}
