namespace Countyworks.Server.Doctor;

/// <summary>
/// Something about an installation that should be otherwise. Its texts say what it is (<c>doctor.CODE.what</c>), why it matters (<c>.why</c>) and what to do
/// (<c>.do</c>), each with the same blanks.
/// </summary>
/// <param name="Code">snake_case.</param>
/// <param name="Blanks">What fills the blanks.</param>
public sealed record Finding(string Code, params IReadOnlyList<object> Blanks)
{
    /// <summary>Whether all works as it is, and would be better otherwise.</summary>
    public bool IsAdvice { get; init; }
}

/// <summary>What a check saw.</summary>
/// <param name="Check">snake_case; its name in words is <c>doctor.check.NAME</c>.</param>
/// <param name="Measured">What was measured, as a text without a language; null when nothing was.</param>
/// <param name="Findings">What should be otherwise.</param>
public sealed record Seen(string Check, string? Measured, params IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether something is wrong, not only less than good.</summary>
    public bool IsWrong => Findings.Any(f => !f.IsAdvice);
}
