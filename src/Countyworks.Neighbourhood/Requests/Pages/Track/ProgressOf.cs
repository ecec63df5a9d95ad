using Countyworks.Core.Matters;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Pages.Track;

/// <summary>Puts a request's stage on the path everybody knows; side paths are shown as the step they leave from.</summary>
internal static class ProgressOf
{
    public static Progress Stage(string stage, Texts texts)
    {
        var kind = RequestKind.Kind;
        var path = kind.Stages.Where(s => s.IsOnPath).Select(s => s.Name).ToList();
        var ended = kind.StageNamed(stage).IsEnd ? texts.Stage(kind, stage) : null;
        var current = stage switch
        {
            RequestKind.Triaged => path.IndexOf(RequestKind.Received),
            RequestKind.ReturnRequested => path.IndexOf(RequestKind.Dispatched),
            RequestKind.Solved or RequestKind.Explained => path.Count,
            _ => path.IndexOf(stage),
        };
        return new Progress(current < 0 ? [] : [.. path.Select(name => texts.Stage(kind, name))], current, ended);
    }
}
