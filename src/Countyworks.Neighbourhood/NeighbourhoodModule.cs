using Countyworks.Core.Modules;
using Countyworks.Data;

namespace Countyworks.Neighbourhood;

/// <summary>The neighbourhood programme: its table of contents.</summary>
public static class NeighbourhoodModule
{
    /// <summary>What it contributes.</summary>
    public static readonly Module Module = new(new DataPart("neighbourhood", typeof(NeighbourhoodModule).Assembly, _ => { }, []));
}
