using Countyworks.Core.Posts;
using NodaTime;

namespace Countyworks.Core.Administration.Index;

/// <summary>What needs an administrator's attention.</summary>
/// <param name="MissingYear">The year whose calendar is missing; null when none is.</param>
/// <param name="Provisional">Open matters with provisional deadlines.</param>
/// <param name="EndingSoon">Posts that end within <see cref="IndexReader.SoonDays"/> days, the first first.</param>
/// <param name="Gaps">Places of the caller where nobody holds a role that must be held.</param>
/// <param name="Undelivered">Messages nobody will try to deliver again; null for an administrator of a part of the district.</param>
/// <param name="Today">The day.</param>
public sealed record IndexView(int? MissingYear, int Provisional, IReadOnlyList<EndingPost> EndingSoon, IReadOnlyList<Gap> Gaps, int? Undelivered, LocalDate Today);

/// <summary>A post that ends soon.</summary>
public sealed record EndingPost(Post Post, string Person, string Place);

/// <summary>A role nobody holds.</summary>
/// <param name="Role">The role.</param>
/// <param name="Place">Where.</param>
public sealed record Gap(Role Role, string Place);
