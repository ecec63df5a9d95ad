using Countyworks.Core.Notices.Channels;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Notices;

/// <summary>Tells people, from inside the change that gives them something to know.</summary>
public static class Notifying
{
    /// <summary>
    /// Writes the notice of the inbox and sends it on its way to the person's channels, in the same transaction:
    /// who is told has happened, and what happened is told.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="person">Who is told.</param>
    /// <param name="text">What is said.</param>
    /// <param name="link">The page where something can be done about it, from the root.</param>
    /// <param name="matter">The matter it is about, if any.</param>
    public static Id<Notice> Notify(this Change change, Id<Person> person, NoticeText text, string link, Id<Matter>? matter = null)
    {
        var notice = new Notice
        {
            Id = change.NewId<Notice>(),
            PersonId = person,
            At = change.Now,
            Key = text.Key,
            Arguments = text.Write(),
            Link = link,
            MatterId = matter,
        };
        change.Add(notice);
        change.Send(NoticeRouting.TopicName, new NoticeToRoute(notice.Id));
        return notice.Id;
    }

    /// <summary>Tells a phone whose owner has no account: there is no inbox, only a short message where the host can send one.</summary>
    /// <param name="change">The change.</param>
    /// <param name="phone">Digits only.</param>
    /// <param name="text">What is said.</param>
    /// <param name="link">The page where something can be done about it, from the root; it must let its reader in by itself.</param>
    public static void NotifyPhone(this Change change, string phone, NoticeText text, string link) =>
        NotifyPhone(change, change.NewId<Notice>(), phone, text, link);

    private static void NotifyPhone(Change change, Id<Notice> id, string phone, NoticeText text, string link) =>
        change.Send(PhoneRouting.TopicName, new NoticeToPhone(id, change.Secrets.Seal(Letter.PlaceOf(id), phone), text.Key, text.Write(), link));
}

/// <summary>A notice that is to go out by whatever channels its person has.</summary>
/// <param name="NoticeId">Which.</param>
public sealed record NoticeToRoute(Id<Notice> NoticeId);
