using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Countyworks.Server.Verbs;
using Countyworks.Ui;

namespace Countyworks.Server;

/// <summary>The answer a process gives when it ends.</summary>
public static class ExitCode
{
    /// <summary>It was done.</summary>
    public const int Done = 0;

    /// <summary>It was refused; the message says why and what to do.</summary>
    public const int Refused = 1;

    /// <summary>The words of the command line are not understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>It was done, and found something wrong (verify, restore, doctor, figures).</summary>
    public const int FoundWrong = 3;
}

/// <summary>The command line: which verbs there are, and in which language it speaks.</summary>
public static class CommandLine
{
    // Longer than a server takes to stop; whoever can't wait kills.
    private static readonly TimeSpan longestEnd = TimeSpan.FromSeconds(25);

    /// <summary>The table of contents: one verb, one file, one line.</summary>
    private static readonly IReadOnlyList<Func<Terminal, Command>> Verbs =
    [
        DemoVerb.Build,
        ServeVerb.Build,
        InitVerb.Build,
        UserVerb.Build,
        CalendarVerb.Build,
        MigrateVerb.Build,
        DoctorVerb.Build,
        ConfigVerb.Build,
        BackupVerb.Build,
        RestoreVerb.Build,
        SecretsVerb.Build,
        DeadlineVerb.Build,
        SplitVerb.Build,
        TallyVerb.Build,
        ImportVerb.Build,
        ExportVerb.Build,
        FiguresVerb.Build,
        VerifyVerb.Build,
        ProofVerb.Build,
        VerifyProofVerb.Build,
    ];

    /// <summary>Runs the verb that <paramref name="args"/> begin with, or shows the help; answers an <see cref="ExitCode"/>.</summary>
    public static async Task<int> Run(string[] args, Terminal terminal)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.InvariantCulture, LanguageOf(args, terminal).Culture());
        var settings = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, ProcessTerminationTimeout = longestEnd };
        var root = Root(terminal);
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            terminal.RefuseUsage(parsed);
            return ExitCode.WrongUsage;
        }

        return await parsed.InvokeAsync(settings);
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand(terminal.T["cli.description"]);
        root.Options.OfType<HelpOption>().Single().Description = terminal.T["cli.help"];
        root.Options.Add(new Option<string>("--lang")
        {
            Description = terminal.T["cli.lang"],
            HelpName = "zh-CN|en",
            Recursive = true,
        });
        root.SetAction(parsed => new HelpAction().Invoke(parsed));
        foreach (var build in Verbs)
        {
            root.Subcommands.Add(build(terminal));
        }

        return root;
    }

    /// <summary>What <c>--lang</c> says, else what the environment says; the help itself is in that language, so it is read before parsing.</summary>
    private static Language LanguageOf(string[] args, Terminal terminal)
    {
        var said = args.Zip([.. args.Skip(1), ""]).Where(pair => pair.First == "--lang").Select(pair => pair.Second)
            .Concat(args.Where(word => word.StartsWith("--lang=", StringComparison.Ordinal)).Select(word => word["--lang=".Length..]));
        return Languages.Of(said.FirstOrDefault()) ?? Languages.Of(terminal.Locale) ?? Language.English;
    }
}
