using Countyworks.Core.Modules;
using Countyworks.Data;

namespace Countyworks.Execution;

/// <summary>The execution programme: its table of contents.</summary>
public static class ExecutionModule
{
    /// <summary>What it contributes.</summary>
    public static readonly Module Module = new(new DataPart("execution", typeof(ExecutionModule).Assembly, _ => { }, []));
}
