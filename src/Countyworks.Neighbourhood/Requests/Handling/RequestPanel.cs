using Countyworks.Core.Settings;
using Countyworks.Data.Secrets;
using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.People;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Handling;

/// <summary>What a request adds to the page of a matter: the requester's words and, masked, who they are; the answer and what they say of it.</summary>
public sealed class RequestPanel(Cached<Categories> categories, ISecrets secrets, DistrictSettings settings, Texts texts, IClock clock) : IMatterPanel
{
    /// <inheritdoc/>
    public string Kind => RequestKind.Kind.Name;

    /// <inheritdoc/>
    public async Task<MatterPanel> Read(DistrictDb db, Scene scene, CancellationToken cancellation)
    {
        var matter = scene.Dossier.Matter;
        var request = await db.Set<Request>().SingleAsync(r => r.Id == matter.Id, cancellation);
        var isHidden = HideRequester.Holds(request, matter, settings, clock.GetCurrentInstant());
        var maySay = HideRequester.MaySay(matter, scene.Caller);
        var contact = isHidden && !maySay ? new Contact(null, null) : Contact.Of(request, secrets);
        var mayReveal = !contact.IsEmpty && RevealContact.MayAsk(scene.Dossier, scene.Standing, scene.Caller, isHidden);
        var isRevealed = mayReveal && await RevealContact.IsShownTo(db, matter.Id, scene.Caller, clock.GetCurrentInstant(), cancellation);
        var view = new RequestCardView(
            matter.Id,
            request.Text,
            contact.IsEmpty ? null : Line(isRevealed ? contact : contact.Hidden),
            mayReveal && !isRevealed,
            isRevealed,
            isRevealed ? contact.Phone : null,
            request.Answer,
            request.Result,
            [request.ResponseRating, request.ResultRating, request.AttitudeRating],
            request.RatingRemark)
        {
            IsHidden = isHidden,
            IsSaidHidden = request.HidesRequester,
            MayHide = maySay && matter.IsOpen,
            MayCallBack = CallBack.MayAsk(matter, scene.Caller) && RateRequest.IsDue(request, matter, request, clock.GetCurrentInstant()),
        };
        return MatterPanel.Of<RequestCard, RequestCardView>(view, Facts(request, matter));
    }

    private static string Line(Contact contact) => string.Join(' ', new[] { contact.Name, contact.Phone }.OfType<string>());

    private IReadOnlyList<SummaryRow> Facts(Request request, Matter matter) =>
    [
        .. request.Address is { } address ? new[] { new SummaryRow(texts["request.address"], address) } : [],
        new(texts["request.category"], categories.Current.NameOf(matter.Category)),
        new(texts["request.door"], texts.Of(request.Door)),
        .. request.SourceNumber is { } number ? new[] { new SummaryRow(texts["request.source"], $"{request.Source} {number}") } : [],
    ];
}
