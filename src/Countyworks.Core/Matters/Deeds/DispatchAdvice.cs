using Countyworks.Core.People;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters.Deeds;

/// <summary>The unit that should have a matter, with the reason; a dispatcher may always decide otherwise.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Why">Why, as <see cref="DispatchMatter.Why"/> records it; its text is <c>why.{code}</c>.</param>
/// <param name="Reason">Why, in the reader's words.</param>
public sealed record DispatchAdvice(Organisation Unit, string Why, string Reason);

/// <summary>Advises to whom matters of a kind are given. A module adds one as a service for each kind that has a way to know.</summary>
public interface IDispatchAdvisor
{
    /// <summary>The name of the kind.</summary>
    string Kind { get; }

    /// <summary>Who should have it; null where nobody is known to be responsible.</summary>
    DispatchAdvice? Advise(Dossier dossier);
}

/// <summary>What advisors say of matters of their kinds.</summary>
public static class DispatchAdvisors
{
    /// <summary>The advice for a matter; null when its kind has no advisor, or that one knows nobody.</summary>
    public static DispatchAdvice? For(this IEnumerable<IDispatchAdvisor> advisors, Dossier dossier) =>
        advisors.FirstOrDefault(a => a.Kind == dossier.Kind.Name)?.Advise(dossier);

    /// <summary>Why a lead was chosen: the advice where it was taken, else <see cref="DispatchMatter.Chosen"/>.</summary>
    public static string WhyOf(this DispatchAdvice? advice, Id<Organisation> lead) => advice?.Unit.Id == lead ? advice.Why : DispatchMatter.Chosen;
}
