using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Organizations;

/// <summary><c>claviger settings</c>: what holds for the whole organization.</summary>
internal static class SettingsCommand
{
    public static Command Build(CliEnvironment environment) => new CliCommand("settings", "What holds for the whole organization")
    {
        Group = CommandGroup.Organization,
        Subcommands = { Show(environment), Set(environment) },
    };

    private static CliCommand Show(CliEnvironment environment) => new CliCommand("show", "Show the organization's settings")
    {
        Examples = [new("Where does a day of a spend limit begin?", "claviger settings show")],
    }.Does(environment, async run =>
    {
        using var client = run.Connect();
        var settings = await client.GetAsync<OrganizationSettingsView>("settings");
        if (run.IsJson) return run.PrintJson(settings);
        Print(run, settings.Value);
        return ExitCode.Ok;
    });

    private static CliCommand Set(CliEnvironment environment)
    {
        var name = new Option<string>("--name") { Description = "The organization's name, for people", HelpName = "name" };
        var zone = new Option<string>("--time-zone") { Description = "Where days, weeks and months of spend limits begin: an IANA name like Europe/Berlin", HelpName = "zone" };
        var refusals = new Option<string>("--spend-refusals") { Description = "How a request is answered that a spend limit refuses: billing_error (429) or invalid_request_error (400)", HelpName = "style" };
        refusals.CompletionSources.Add("billing_error", "invalid_request_error");
        return new CliCommand("set", "Change the organization's settings")
        {
            Options = { name, zone, refusals },
            Remark = "What you don't name stays as it is. A new time zone moves where the current day, week and month began: limits then count from there.",
            Examples = [new("Days begin at midnight in Berlin", "claviger settings set --time-zone Europe/Berlin")],
        }.Does(environment, async run =>
        {
            var request = new UpdateOrganizationSettingsRequest(run.Value(zone), run.Value(refusals), run.Value(name));
            if (request == new UpdateOrganizationSettingsRequest()) throw new CliException(ExitCode.Usage, "nothing to change: give --name, --time-zone or --spend-refusals");
            using var client = run.Connect();
            var settings = await client.PostAsync<OrganizationSettingsView>("settings", request);
            if (run.IsJson) return run.PrintJson(settings);
            Print(run, settings.Value);
            return ExitCode.Ok;
        });
    }

    private static void Print(CliRun run, OrganizationSettingsView settings)
    {
        var fields = new FieldTable();
        fields.Add("Name", settings.Name);
        fields.Add("Time zone", settings.TimeZone);
        fields.Add("Spend refusals", settings.SpendRefusals);
        fields.Print(run.Out);
    }
}
