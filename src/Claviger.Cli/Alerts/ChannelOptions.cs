using System.CommandLine;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary>What making and changing a channel have in common.</summary>
internal static class ChannelOptions
{
    public static Option<string?> Quiet() => new("--quiet-hours") { Description = "Nothing but critical alerts in these hours of the organization's time zone, such as 22:00-07:00; none ends it", HelpName = "from-to" };

    public static QuietHoursView? QuietHours(string? text)
    {
        if (text is null or "none") return null;
        return text.Split('-') is [var from, var to] ? new QuietHoursView(from.Trim(), to.Trim()) : throw new CliException(ExitCode.Usage, "--quiet-hours takes two times, such as 22:00-07:00");
    }

    /// <summary>Never from the command line, where other programs see it.</summary>
    public static string Secret(CliRun run, bool fromStdin, string what)
    {
        if (!fromStdin && !run.Environment.InIsTerminal) throw new CliException(ExitCode.Usage, $"there is no terminal to ask for the {what} on", "Pipe it in and add --secret-stdin");
        if (!fromStdin)
        {
            run.Environment.Error.Write($"The {what} (not shown): ");
            run.Environment.Error.Flush();
        }

        var secret = (fromStdin ? run.Environment.In.ReadLine() : run.Environment.ReadSecret())?.Trim();
        if (!fromStdin) run.Environment.Error.WriteLine();
        return secret is { Length: > 0 } ? secret : throw new CliException(ExitCode.Usage, $"no {what} was given");
    }
}
