using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Execution.Instructions;

/// <summary>A leader gives an instruction. Its words stand in the journal, so it needs no row of its own.</summary>
/// <param name="Title">What it is about: 1 to <see cref="NewMatter.TitleLimit"/> characters.</param>
/// <param name="Text">The instruction: 1 to <see cref="Words.Limit"/> characters.</param>
/// <param name="Place">Where it concerns.</param>
/// <param name="IsUrgent">Whether it goes before others.</param>
public sealed record FileInstruction(string Title, string Text, Place Place, bool IsUrgent)
{
    /// <summary>
    /// Files it. Refuses <c>forbidden</c>; then all that applies at once: <c>missing</c> (title, text), <c>too_long</c> (title, text).
    /// </summary>
    public Outcome<Matter> In(Change change, Caller caller, MatterRules rules)
    {
        if (!caller.Has(InstructionKind.File, Place.Path))
        {
            return Refusal.Forbidden;
        }

        if (Refusal.Join(Check()) is { } refusal)
        {
            return refusal;
        }

        var wish = new NewMatter(Title, Place, Category: null, IsUrgent ? Priority.Urgent : Priority.Normal);
        return OpenMatter.In(change, InstructionKind.Kind, wish, rules, Words.Of(Text), Audience.Staff).Matter;
    }

    private IEnumerable<Refusal> Check()
    {
        foreach (var (field, text, limit) in new[] { ("title", Title, NewMatter.TitleLimit), ("text", Text, Words.Limit) })
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return Refusal.Missing(field);
            }
            else if (text.Length > limit)
            {
                yield return Refusal.TooLong(field, limit);
            }
        }
    }
}
