using Countyworks.Core.Matters;
using Countyworks.Data.Journal;

namespace Countyworks.Neighbourhood.Requests.Keeping;

/// <summary>A category was added or changed.</summary>
public sealed record CategoryKept(string Code, string NameZh, string NameEn, string Keywords, Priority Priority, int Sort, bool IsActive) : Fact;
