using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Desk;

/// <summary>Takes a call at the desk: files it, and where the desk knows the answer, answers it in the same breath.</summary>
/// <param name="Request">What is filed.</param>
/// <param name="Answer">The answer given at once; null when a unit must see to it.</param>
public sealed record TakeCall(FileRequest Request, string? Answer = null)
{
    /// <summary>
    /// Takes it. Refuses, in this order: <c>place_outside</c> (place: the caller's posts take none there), <c>missing</c> and <c>too_long</c> (answer),
    /// <c>answer_or_join</c> (answer: what goes on elsewhere is answered there), what <see cref="FileRequest.In"/> refuses.
    /// </summary>
    public Outcome<Filed> In(Change change, Caller caller, MatterRules rules) =>
        Check(caller) is { } refusal ? refusal
        : Request.In(change, rules).Then(filed => Answer is null ? filed : AnswerAtOnce(change, caller, filed, rules));

    private Refusal? Check(Caller caller) =>
        !caller.Has(RequestPermissions.Take, Request.Place.Path) ? new Refusal("place_outside", "place")
        : Answer is null ? null
        : string.IsNullOrWhiteSpace(Answer) ? Refusal.Missing("answer")
        : Answer.Length > Words.Limit ? Refusal.TooLong("answer", Words.Limit)
        : Request.Joins is not null ? new Refusal("answer_or_join", "answer")
        : null;

    private Outcome<Filed> AnswerAtOnce(Change change, Caller caller, Filed filed, MatterRules rules)
    {
        var words = Words.Of(Answer);
        return Dossier.Read(change, filed.Id, rules).Then(dossier =>
            Standing.Of(dossier, caller).May(dossier, RequestKind.AnswerAtOnce, words).Then<Filed>(move =>
            {
                MakeMove.In(change, dossier, move, words, rules);
                return filed;
            }));
    }
}
