using Countyworks.Server;

return await CommandLine.Run(args, Terminal.OfThisProcess);
