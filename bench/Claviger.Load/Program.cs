using Claviger.Load;

// The parts of a load run that wrk can't do. bench/load/run calls them; each prints one line of JSON.
// Times are taken where the bytes arrive, not after a wait for another thread.
if (args.FirstOrDefault() != "withdraw") // what counts there is when a request was sent; and its calls of the Admin API must not hold up the sockets' own thread
    Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
var options = new Options(args.Skip(1));
try
{
    return args.FirstOrDefault() switch
    {
        "prompts" => Prompts.Write(options),
        "seed" => await SeedKeys.RunAsync(options),
        "open" => await OpenLoop.RunAsync(options),
        "streams" => await Streams.RunAsync(options),
        "books" => await Books.RunAsync(options),
        "withdraw" => await Withdrawals.RunAsync(options),
        "fill" => await FillStore.RunAsync(options),
        "pages" => await ConsolePages.RunAsync(options),
        "report" => Report.Run(options),
        _ => throw new ArgumentException("usage: claviger-load prompts|seed|open|streams|books|withdraw|fill|pages|report --name value ..."),
    };
}
catch (ArgumentException error)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return 2;
}
