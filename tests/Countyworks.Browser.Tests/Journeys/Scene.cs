using Countyworks.Browser.Tests.Chromium;

namespace Countyworks.Browser.Tests.Journeys;

/// <summary>Requests in certain states, brought there by the pages themselves; each once a run, when somebody asks.</summary>
public sealed class Scene
{
    private readonly Lazy<Task<Resident.Filed>> received, answered;

    public Scene(Staff staff)
    {
        received = new(() => Filed(staff, "南塔花园北门的路灯罩裂了，玻璃渣掉在人行道上。", "13800000311"));
        answered = new(async () =>
        {
            var filed = await Filed(staff, "南塔花园4栋旁边的路灯杆歪了，怕倒下来砸到人。");
            await staff.Dispatches(filed.Number);
            await staff.Handles(filed.Number, "灯杆已扶正加固。", await Photo.Of(staff));
            return filed;
        });
    }

    /// <summary>Just received.</summary>
    internal Task<Resident.Filed> Received => received.Value;

    /// <summary>Reported back, not rated yet.</summary>
    internal Task<Resident.Filed> Answered => answered.Value;

    private static async Task<Resident.Filed> Filed(Staff staff, string text, string? phone = null)
    {
        await using var visit = await staff.Visit(null, "/", width: 360);
        return await visit.Page.Reports(text, "南塔花园", phone: phone);
    }
}
