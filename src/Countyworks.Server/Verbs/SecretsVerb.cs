using System.CommandLine;
using Countyworks.Core.Modules;
using Countyworks.Core.Secrets;
using Countyworks.Kernel;

namespace Countyworks.Server.Verbs;

/// <summary>The keys under which a district seals personal data.</summary>
public static class SecretsVerb
{
    /// <summary><c>secrets rotate --data DIR</c>: seals under a new key from now on. It may be run beside a server, which takes the key up and seals what is there anew.</summary>
    public static Command Build(Terminal terminal)
    {
        var data = DataOption.Build(terminal);
        var rotate = new Command("rotate", terminal.T["secrets.rotate"]) { data };
        rotate.SetAction(parsed =>
        {
            var folder = new DataFolder(parsed.GetRequiredValue(data));
            if (!KeyFile.IsIn(folder))
            {
                return terminal.Refuse(new Refusal("no_keys_here").With("data", folder.Path), asJson: false);
            }

            var renewed = KeyFile.ReadOrMake(folder).Renewed(folder);
            terminal.Out.WriteLine(terminal.T.Format("secrets.rotated", renewed.Current));
            return ExitCode.Done;
        });
        return new Command("secrets", terminal.T["secrets.description"]) { rotate };
    }
}
