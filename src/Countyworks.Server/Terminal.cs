using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countyworks.Data;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Ui;
using NodaTime;
using Spectre.Console;

namespace Countyworks.Server;

/// <summary>Where a verb reads and writes: the only place that prints refusals, for people or as JSON.</summary>
/// <param name="In">What <c>-</c> stands for.</param>
/// <param name="Out">What was asked for.</param>
/// <param name="Error">What went wrong, for people.</param>
/// <param name="Locale">The locale of whoever sits there, such as "zh_CN.UTF-8".</param>
public sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, string Locale)
{
    private static readonly Lazy<Texts> AllTexts = new(() => new Texts(
    [
        .. UiServices.OwnTexts,
        .. CountyHost.Modules.SelectMany(module => module.TextSources).Select(source => new TextSource(source.Assembly, source.BaseName)),
        TextSource.Beside(typeof(Terminal)),
    ]));

    /// <summary>A terminal is no page: quotes and plus signs stay as they are.</summary>
    private static readonly JsonSerializerOptions Plain = new(Json.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The strongest first.</summary>
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>The console this process was started from.</summary>
    public static Terminal OfThisProcess => new(Console.In, Console.Out, Console.Error, LocaleOfThisProcess())
    {
        OpenIn = Console.OpenStandardInput,
        IsWatched = !Console.IsErrorRedirected && !Console.IsOutputRedirected,
    };

    /// <summary>What <c>-</c> stands for, as bytes.</summary>
    public Func<Stream> OpenIn { get; init; } = () => Stream.Null;

    /// <summary>Whether somebody sees progress while it is made: on a pipe nothing is drawn.</summary>
    public bool IsWatched { get; init; }

#pragma warning disable RS0030 // The one place where the system's clock is named: everybody else is given a clock.
    /// <summary>The clock of whoever sits there.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;
#pragma warning restore RS0030

    /// <summary>Every text, in the language the command line speaks.</summary>
    public Texts T => AllTexts.Value;

    /// <summary>The option of every verb that prints data.</summary>
    public Option<bool> JsonOption() => new("--json") { Description = T["cli.json"] };

    /// <summary>Prints <paramref name="data"/> as one line of JSON.</summary>
    public int PrintJson(object data)
    {
        Out.WriteLine(JsonSerializer.Serialize(data, Plain));
        return ExitCode.Done;
    }

    /// <summary>Prints why not: for people on the error stream, each refusal on its line; or as <c>{"code", "message", …arguments}</c> where data would be.</summary>
    public int Refuse(Refusal refusal, bool asJson)
    {
        if (asJson)
        {
            Out.WriteLine(AsJson(refusal).ToJsonString(Plain));
        }
        else
        {
            foreach (var each in refusal.All)
            {
                Error.WriteLine(each.Field is null ? T.Of(each) : $"{each.Field}: {T.Of(each)}");
            }
        }

        return ExitCode.Refused;
    }

    /// <summary>The text of the file at <paramref name="path"/>, or of the standard input for "-". Refuses <c>file_unreadable</c> (path).</summary>
    public async Task<Outcome<string>> Read(string path, CancellationToken cancellation)
    {
        try
        {
            return path == "-" ? await In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception noFile) when (noFile is IOException or UnauthorizedAccessException)
        {
            return new Refusal("file_unreadable").With("path", path);
        }
    }

    /// <summary>The bytes of the file at <paramref name="path"/>, or of the standard input for "-", of which <paramref name="most"/> + 1 are read at most. Refuses <c>file_unreadable</c> (path).</summary>
    public async Task<Outcome<byte[]>> ReadBytes(string path, int most, CancellationToken cancellation)
    {
        try
        {
            await using var stream = path == "-" ? OpenIn() : File.OpenRead(path);
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; bytes.Length <= most && (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
            {
                bytes.Write(buffer.AsSpan(0, read));
            }

            return bytes.ToArray();
        }
        catch (Exception noFile) when (noFile is IOException or UnauthorizedAccessException)
        {
            return new Refusal("file_unreadable").With("path", path);
        }
    }

    /// <summary>Runs something long with a progress bar, where somebody watches; <paramref name="run"/> is told nothing to report to where nobody does.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="run">Takes what it calls with the number of steps done.</param>
    public Task<T> Watched<T>(string what, long steps, Func<Action<int>?, Task<T>> run)
    {
        if (!IsWatched)
        {
            return run(null);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
        return console.Progress().AutoClear(true).StartAsync(drawing =>
        {
            var task = drawing.AddTask(what, maxValue: steps);
            return run(done => task.Value = done);
        });
    }

    /// <summary>Says which words of the command line are not understood.</summary>
    internal void RefuseUsage(ParseResult parsed)
    {
        var messages = parsed.Errors.Select(error => error.Message).ToList();
        if (parsed.Tokens.Any(token => token.Value == "--json"))
        {
            PrintJson(new { Code = "wrong_usage", Message = string.Join('\n', messages) });
            return;
        }

        messages.ForEach(Error.WriteLine);
        var verb = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        Error.WriteLine(T.Format("cli.see_help", $"countyworks {verb}--help"));
    }

    private JsonObject AsJson(Refusal refusal)
    {
        var json = new JsonObject { ["code"] = refusal.Code, ["message"] = T.Of(refusal) };
        if (refusal.Field is not null)
        {
            json["field"] = refusal.Field;
        }

        foreach (var (name, value) in refusal.Arguments)
        {
            json[name] = JsonSerializer.SerializeToNode(value, Plain);
        }

        if (refusal.Others.Count > 0)
        {
            json["others"] = new JsonArray([.. refusal.Others.Select(AsJson)]);
        }

        return json;
    }

    private static string LocaleOfThisProcess() =>
        LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
}
