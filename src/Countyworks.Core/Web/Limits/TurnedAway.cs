using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.Web.Limits;

/// <summary>Marks a route whose callers read neither pages nor problem details: how it tells one who calls too often.</summary>
/// <param name="Answer">Writes the answer, given the minutes to wait.</param>
public sealed record TurnedAway(Func<HttpContext, int, Task> Answer);
