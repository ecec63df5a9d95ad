using Countyworks.Kernel;
using Zxcvbn.Matcher;

namespace Countyworks.Core.SignIn;

/// <summary>How hard a password is to guess.</summary>
/// <param name="Score">0 (at once) to <see cref="PasswordRules.BestScore"/>.</param>
/// <param name="Why">Why it won't do and what to do instead; null when it will.</param>
public sealed record PasswordJudgement(int Score, Refusal? Why);

/// <summary>
/// Which passwords may be chosen: by how long guessing takes (zxcvbn), not by which kinds of characters they have. Whatever an attacker knows of the
/// person counts as guessed.
/// </summary>
public sealed class PasswordRules(BreachList breaches)
{
    /// <summary>The fewest characters.</summary>
    public const int FewestCharacters = 10;

    /// <summary>The most characters.</summary>
    public const int MostCharacters = 200;

    /// <summary>The best score.</summary>
    public const int BestScore = 4;

    /// <summary>The lowest score that will do: more than a million seconds of guessing at ten thousand a second.</summary>
    public const int FewestScore = 3;

    // Judging takes the square of the length; what follows can only make it better.
    private const int Judged = 80;
    private const int ShortestWord = 3;

    /// <summary>Whether a password may be taken. Refuses what <see cref="Judge"/> says.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="field">The field it was typed into.</param>
    /// <param name="known">What others know: user name, name, phone.</param>
    public Outcome<Done> Check(string password, string field, params string?[] known) =>
        Judge(password, field, known).Why is { } why ? why : Done.It;

    /// <summary>
    /// Judges it. Refuses, in this order: <c>missing</c>, <c>password_too_short</c> (fewest), <c>too_long</c>, <c>password_of_name</c>, <c>password_leaked</c>; and of
    /// one that is too weak, by its weakest part: <c>password_repeats</c>, <c>password_runs</c>, <c>password_dates</c>, <c>password_guessable</c>.
    /// </summary>
    public PasswordJudgement Judge(string password, string field, params string?[] known)
    {
        var words = known.OfType<string>().Where(word => word.Length >= ShortestWord || (word.Length > 1 && word.Any(c => !char.IsAscii(c)))).ToList();
        var result = new Zxcvbn.Zxcvbn().EvaluatePassword(password[..Math.Min(password.Length, Judged)], words);
        var why = password.Length == 0 ? Refusal.Missing(field)
            : password.Length < FewestCharacters ? new Refusal("password_too_short", field).With("fewest", FewestCharacters)
            : password.Length > MostCharacters ? Refusal.TooLong(field, MostCharacters)
            : words.Exists(word => password.Contains(word, StringComparison.OrdinalIgnoreCase)) ? new Refusal("password_of_name", field)
            : breaches.Has(password) ? new Refusal("password_leaked", field)
            : result.Score >= FewestScore ? null
            : new Refusal(Weakness(result), field);
        return new(why is null ? result.Score : Math.Min(result.Score, FewestScore - 1), why);
    }

    private static string Weakness(Zxcvbn.Result result) => result.MatchSequence.OrderByDescending(match => match.Token.Length).FirstOrDefault() switch
    {
        RepeatMatch => "password_repeats",
        SequenceMatch or SpatialMatch => "password_runs",
        DateMatch => "password_dates",
        { Pattern: "repeat" } => "password_repeats",
        { Pattern: "sequence" or "spatial" } => "password_runs",
        { Pattern: "date" or "year" or "digits" } => "password_dates",
        _ => "password_guessable",
    };
}
