using Countyworks.Core.Matters.Templates;
using Countyworks.Core.Web;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Keeping;

/// <summary>Tells the pages of templates what requests can be about.</summary>
public sealed class RequestCategories(Cached<Categories> categories) : IMatterCategories
{
    /// <inheritdoc/>
    public string Kind => RequestKind.Kind.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Option> Options => categories.Current.Options;

    /// <inheritdoc/>
    public string NameOf(string code) => categories.Current.NameOf(code);
}
