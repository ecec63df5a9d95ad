using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Data.Model;
using Countyworks.Neighbourhood.Deliberation.Pages;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>What a proposal adds to the page of a matter: its topic, and the way to the page everybody reads.</summary>
public sealed class ProposalPanel(Texts texts) : IMatterPanel
{
    /// <inheritdoc/>
    public string Kind => ProposalKind.Kind.Name;

    /// <inheritdoc/>
    public async Task<MatterPanel> Read(DistrictDb db, Scene scene, CancellationToken cancellation)
    {
        var matter = scene.Dossier.Matter;
        var proposal = await db.Set<Proposal>().SingleAsync(p => p.Id == matter.Id, cancellation);
        var seconds = await db.Set<Seconding>().CountAsync(s => s.ProposalId == matter.Id, cancellation);
        return MatterPanel.Of<ProposalCard, ProposalCardView>(new(matter.Id, proposal.Text), [new(texts["deliberation.seconds"], texts.Format("deliberation.people", seconds))]);
    }
}

/// <summary>The topic on the page of a matter.</summary>
/// <param name="Id">The proposal.</param>
/// <param name="Text">The topic.</param>
public sealed record ProposalCardView(Kernel.Id<Matter> Id, string Text);
