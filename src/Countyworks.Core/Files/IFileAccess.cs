using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;

namespace Countyworks.Core.Files;

/// <summary>
/// A module's rule about who may see a file: whoever may see what it hangs on. A file is seen by those whom some rule admits;
/// one that no rule knows is seen by nobody.
/// </summary>
public interface IFileAccess
{
    /// <summary>Whether this rule admits the caller; false also when the file is none of its business.</summary>
    Task<bool> Admits(Caller caller, Id<StoredFile> file, DistrictDb db, CancellationToken cancellation);

    /// <summary>The files that hang on something this rule knows: what hangs on nothing is thrown away after a while, see <see cref="FileTidying"/>.</summary>
    IQueryable<Id<StoredFile>> HungIn(DistrictDb db);
}
