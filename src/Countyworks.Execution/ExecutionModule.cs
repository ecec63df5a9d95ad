using Countyworks.Core.Modules;
using Countyworks.Data;
using Countyworks.Execution.Instructions;

namespace Countyworks.Execution;

/// <summary>The execution programme: its table of contents.</summary>
public static class ExecutionModule
{
    /// <summary>What it contributes.</summary>
    public static readonly Module Module = new(new DataPart("execution", typeof(ExecutionModule).Assembly, _ => { }, []))
    {
        Kinds = [InstructionKind.Kind],
        Permissions = [InstructionKind.File, InstructionKind.See, InstructionKind.Dispatch, InstructionKind.Handle],
        Texts = ["Countyworks.Execution.Instructions.Texts"],
        Navigation = [new("nav.instruct", InstructionEndpoints.NewPath, InstructionKind.File, "megaphone")],
        Routes = InstructionEndpoints.Map,
    };
}
