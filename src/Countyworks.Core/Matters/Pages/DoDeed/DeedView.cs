using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.Matters.Templates;
using Countyworks.Ui;

namespace Countyworks.Core.Matters.Pages.DoDeed;

/// <summary>What the page of one deed shows.</summary>
/// <param name="Scene">The matter and who acts on it.</param>
/// <param name="Deed">What is to be done.</param>
/// <param name="Form">What was typed so far.</param>
public sealed record DeedView(Scene Scene, Deed Deed, Form Form)
{
    /// <summary>The units that can be chosen.</summary>
    public IReadOnlyList<Option> Units { get; init; } = [];

    /// <summary>Who should lead, and why; null where the deed asks for no lead, or nobody is known.</summary>
    public DispatchAdvice? Advice { get; init; }

    /// <summary>Words ready to insert.</summary>
    public IReadOnlyList<ReplyTemplate> Templates { get; init; } = [];

    /// <summary>How the requester will read it; null until asked for.</summary>
    public StoryEntry? Preview { get; init; }

    /// <summary>What happened since the form was opened; empty unless it was changed meanwhile.</summary>
    public IReadOnlyList<StoryEntry> Meanwhile { get; init; } = [];

    /// <summary>The most files with one form.</summary>
    public required int MostFiles { get; init; }

    /// <summary>How large a file may be, in MiB.</summary>
    public required int FileMegabytes { get; init; }

    /// <summary>The page of the matter.</summary>
    public string MatterPath => $"{Scene.Dossier.Kind.Page}/{Scene.Dossier.Matter.Id}";
}
