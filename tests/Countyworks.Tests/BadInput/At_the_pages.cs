using Countyworks.Core.Posts;

namespace Countyworks.Tests.BadInput;

/// <summary>Bad input at the pages.</summary>
public sealed class At_the_pages(BadCounty county) : IClassFixture<BadCounty>
{
    private const string Text = "text=路灯不亮";
    private const string Script = Asking.Script;

    internal static readonly IReadOnlyList<BadCase> Cases =
    [
        BadCase.Of("a report without words", 422, "refusal.missing", a => a.Post("/report", "text=")),
        BadCase.Of("a report of blanks", 422, "refusal.missing", a => a.Post("/report", "text=   \t\r\n")),
        BadCase.Of("a report of characters nobody sees", 422, "refusal.missing", a => a.Post("/report", "text=\u202E\u200B\u2066")),
        BadCase.Of("a report of code points that are no characters", 422, "refusal.missing", a => a.Post("/report", "text=\uFFFE\uFFFF\uFDD0")),
        BadCase.Of("a name of code points that are no characters", 422, "refusal.sign_in_failed", a => a.Post("/sign-in", "user=\uFFFE\uFFFF&password=\uFFFE")),
        BadCase.Of("a report one character too long", 422, "refusal.too_long", a => a.Post("/report", "text=" + new string('长', 4001))),
        BadCase.Of("a report of a hundred thousand characters", 422, "refusal.too_long", a => a.Post("/report", "text=" + new string('长', 100_000))),
        BadCase.Of("a form larger than any page has", 413, "problem.too_large", a => a.Post("/desk", "text=" + new string('a', 3_000_000), Role.Dispatcher)),
        BadCase.Of("a place that does not exist", 422, "refusal.place_unknown", a => a.Post("/report", $"{Text}&step=where&place_text=亚特兰蒂斯")),
        BadCase.Of("a place that is script", 422, "refusal.place_unknown", a => a.Post("/report", $"{Text}&step=where&place_text={Script}")),
        BadCase.Of("no place", 422, "refusal.missing", a => a.Post("/report", $"{Text}&step=where")),
        BadCase.Of("an id that is none for a place", 422, "refusal.missing", a => a.Post("/report", $"{Text}&step=where&place=../../etc")),
        BadCase.Of("an id of nothing for a place", 422, "refusal.missing", a => a.Post("/report", $"{Text}&step=who&place={Asking.Nowhere}")),
        BadCase.Of("a last step without the first", 422, "refusal.missing", a => a.Post("/report", $"step=who&place={a.County.Community.Id}")),
        BadCase.Of("an address too long", 422, "refusal.too_long", a => a.Post("/report", $"{Text}&step=where&place={a.County.Community.Id}&address={new string('长', 201)}")),
        BadCase.Of("a phone that is none", 422, "refusal.phone_invalid", a => a.Post("/report", $"{Text}&step=who&place={a.County.Community.Id}&contactPhone=打电话")),
        BadCase.Of("a phone too short", 422, "refusal.phone_invalid", a => a.Post("/report", $"{Text}&step=who&place={a.County.Community.Id}&contactPhone=123")),
        BadCase.Of("a name too long", 422, "refusal.too_long", a => a.Post("/report", $"{Text}&step=who&place={a.County.Community.Id}&contactName={new string('长', 61)}")),
        BadCase.Of("script in every field of a report", 422, "refusal.phone_invalid", a => a.Post("/report", $"text={Script}&step=who&place={a.County.Community.Id}&contactName={Script}&contactPhone={Script}&address={Script}")),
        BadCase.Of("a step that does not exist", 422, "refusal.missing", a => a.Post("/report", "step=payment&text=")),
        BadCase.Of("a number and code left empty", 422, "refusal.missing", a => a.Post("/track", "number=&code=")),
        BadCase.Of("a wrong code", 404, "refusal.track_not_found", a => a.Post("/track", $"number={a.County.Filed.Number}&code=WRONG234")),
        BadCase.Of("a code with SQL in it", 404, "refusal.track_not_found", a => a.Post("/track", $"number={a.County.Filed.Number}&code=' OR '1'='1")),
        BadCase.Of("a number of ten thousand characters", 404, "refusal.track_not_found", a => a.Post("/track", $"number={new string('9', 10_000)}&code=A")),
        BadCase.Of("a number that is script", 404, "refusal.track_not_found", a => a.Post("/track", $"number={Script}&code={Script}")),
        BadCase.Of("a number of code points that are no characters", 404, "refusal.track_not_found", a => a.Post("/track", "number=\uFFFE&code=\uFFFF")),
        BadCase.Of("a code with a NUL", 400, "problem.invalid", a => a.Post("/track", "number=1\0&code=\0")),
        BadCase.Of("script in the address of a request", 404, "problem.not_found", a => a.Get("/track/" + Uri.EscapeDataString("<script>alert(1)</script>"))),
        BadCase.Of("script in an address and its code", 404, "refusal.track_not_found", a => a.Get("/track/1/" + Uri.EscapeDataString("<script>alert(1)</script>"))),
        BadCase.Of("an address that does not exist, with script", 404, "problem.not_found", a => a.Get("/nowhere?x=" + Uri.EscapeDataString(Script))),
        BadCase.Of("a path that climbs out of the folder", 400, "problem.invalid", a => a.Get("/files/..%2f..%2fcountyworks.json")),
        BadCase.Of("a path that climbs in other letters", 404, "problem.not_found", a => a.Get("/%c0%ae%c0%ae/etc/passwd")),
        BadCase.Of("a file that is not there", 404, "problem.not_found", a => a.Get("/files/" + Asking.Nowhere)),
        BadCase.Of("an id of a file that is none", 400, "problem.invalid", a => a.Get("/files/x")),
        BadCase.Of("a request that does not exist", 404, "problem.not_found", a => a.Get($"/requests/{Asking.Nowhere}", Role.Dispatcher)),
        BadCase.Of("a page that is no number", 400, "problem.invalid", a => a.Get("/inbox?page=many", Role.Handler)),
        BadCase.Of("signing in without a name", 422, "refusal.missing", a => a.Post("/sign-in", "user=&password=x")),
        BadCase.Of("signing in without a password", 422, "refusal.missing", a => a.Post("/sign-in", "user=x&password=")),
        BadCase.Of("a wrong password", 422, "refusal.sign_in_failed", a => a.Post("/sign-in", "user=user1&password=wrong")),
        BadCase.Of("a name that is script", 422, "refusal.sign_in_failed", a => a.Post("/sign-in", $"user={Script}&password=wrong")),
        BadCase.Of("a name of a hundred thousand characters", 422, "refusal.sign_in_failed", a => a.Post("/sign-in", $"user={new string('a', 100_000)}&password=wrong")),
        BadCase.Of("a password of a million characters", 422, "refusal.sign_in_failed", a => a.Post("/sign-in", $"user=user1&password={new string('a', 1_000_000)}")),
        BadCase.Of("a second step nobody began", 422, "refusal.sign_in_began_too_long_ago", a => a.Post("/sign-in/second", "ticket=forged&code=123456", from: "/sign-in")),
        BadCase.Of("a call without words", 422, "refusal.missing", a => a.Post("/desk", "text=", Role.Dispatcher)),
        BadCase.Of("a call too long", 422, "refusal.too_long", a => a.Post("/desk", "text=" + new string('长', 4001), Role.Dispatcher)),
        BadCase.Of("a call with a phone that is none", 422, "refusal.phone_invalid", a => a.Post("/desk", $"{Text}&contactPhone={Script}", Role.Dispatcher)),
        BadCase.Of("a call from nowhere", 422, "refusal.place_unknown", a => a.Post("/desk", $"{Text}&place_text={Script}", Role.Dispatcher)),
        BadCase.Of("a choice that is none", 422, "refusal.invalid_choice", a => a.Post("/desk", $"{Text}&priority={Script}", Role.Dispatcher)),
        BadCase.Of("an empty chat", 422, "refusal.missing", a => a.Post("/desk/chat", "paste=&deed=read", Role.Dispatcher)),
        BadCase.Of("a chat too long", 422, "refusal.too_long", a => a.Post("/desk/chat", $"paste={new string('长', 50_001)}&deed=read", Role.Dispatcher)),
        BadCase.Of("a chat of too many messages", 422, "refusal.chat_too_much", a => a.Post("/desk/chat", $"paste={string.Concat(Enumerable.Repeat("张三: 灯不亮\n", 2_000))}&deed=read", Role.Dispatcher)),
        BadCase.Of("a dispatch to nobody", 422, "refusal.missing", a => a.Post($"/requests/{a.County.Filed.Id}/dispatch", "remark=请办理", Role.Dispatcher)),
        BadCase.Of("a deed that does not exist", 404, "problem.not_found", a => a.Post($"/requests/{a.County.Filed.Id}/explode", "remark=x", Role.Dispatcher, $"/requests/{a.County.Filed.Id}/dispatch")),
        BadCase.Of("a wrong present password", 422, "refusal.password_wrong", a => a.Post("/my/password", $"current=wrong&new=correct horse battery staple", Role.Handler)),
        BadCase.Of("a person without a name", 422, "refusal.missing", a => a.Post("/admin/people/new", "name=", Role.Administrator)),
        BadCase.Of("a person with a name too long", 422, "refusal.too_long", a => a.Post("/admin/people/new", $"name={new string('长', 500)}", Role.Administrator)),
        BadCase.Of("a unit of no kind", 422, "refusal.missing", a => a.Post("/admin/organisations/new", "name=住建局", Role.Administrator)),
        BadCase.Of("a category with script for a code", 422, "refusal.missing", a => a.Post("/categories/new", $"code=<script>&nameZh=a&nameEn=b&priority=normal", Role.Administrator)),
        BadCase.Of("a page of administration for a handler", 403, "problem.forbidden", a => a.Get("/admin", Role.Handler)),
        BadCase.Of("a deed by somebody without the post", 403, "problem.forbidden", a => a.Post("/desk", Text, Role.Handler, "/my/password")),
    ];

    public static readonly TheoryData<string> Rows = BadCase.Names(Cases);

    [Theory, MemberData(nameof(Rows))]
    public Task Is_answered_clearly_and_writes_nothing(string what) => county.Hold(Cases.Single(c => c.What == what));
}
