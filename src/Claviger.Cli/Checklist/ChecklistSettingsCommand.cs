using System.CommandLine;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Checklist;

/// <summary><c>claviger checklist settings</c>: shows the figures, and sets those that are named.</summary>
internal static class ChecklistSettingsCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var environments = new Option<string[]>("--environment") { Description = "Needs a workspace of its own; may be repeated, and replaces the list", HelpName = "name" };
        var rotation = Days("--rotation-days", "Oldest secret, and longest schedule");
        var unused = Days("--unused-days", "A key that was not used for so long is unused");
        var review = Days("--audit-review-days", "Oldest review of the audit log");
        var offboarding = Days("--offboarding-days", "Oldest offboarding");
        var sighting = Days("--sighting-days", "How far back the use of keys counts");
        var unresolved = Days("--unresolved-days", "Unresolved spend is settled within so many days");
        var networks = new Option<int?>("--most-networks") { Description = "One program runs from at most so many networks", HelpName = "number" };
        var fewest = new Option<int?>("--fewest-admins") { Description = "At least so many admins", HelpName = "number" };
        var most = new Option<int?>("--most-admins") { Description = "At most so many admins", HelpName = "number" };
        var upstreams = new Option<bool?>("--separate-upstreams") { Description = "Whether each environment is to have an upstream credential of its own", HelpName = "true|false" };
        return new CliCommand("settings", "Show or set the figures that controls judge by")
        {
            Options = { environments, rotation, unused, review, offboarding, sighting, unresolved, networks, fewest, most, upstreams },
            Examples = [new("Show them", "claviger checklist settings"), new("Rotate every month", "claviger checklist settings --rotation-days 30")],
        }.Does(environment, async run =>
        {
            using var client = run.Connect();
            var request = new UpdateChecklistSettingsRequest(
                run.Value(environments) is { Length: > 0 } names ? names : null, run.Value(rotation), run.Value(unused), run.Value(review), run.Value(offboarding), run.Value(sighting), run.Value(networks),
                run.Value(fewest), run.Value(most), run.Value(unresolved), run.Value(upstreams));
            var changes = request != new UpdateChecklistSettingsRequest();
            var settings = changes ? await client.PostAsync<ChecklistSettingsView>("checklist/settings", request) : await client.GetAsync<ChecklistSettingsView>("checklist/settings");
            if (run.IsJson) return run.PrintJson(settings);
            if (changes) run.Note("In force from the next look at the checklist.");
            var table = new FieldTable();
            table.Add("environments", string.Join(", ", settings.Value.Environments));
            table.Add("secrets at most", $"{settings.Value.RotationDays} days old");
            table.Add("keys unused after", $"{settings.Value.UnusedDays} days");
            table.Add("audit review every", $"{settings.Value.AuditReviewDays} days");
            table.Add("offboarding every", $"{settings.Value.OffboardingDays} days");
            table.Add("use of keys counts for", $"{settings.Value.SightingDays} days");
            table.Add("networks of a program", $"at most {settings.Value.MostNetworks}");
            table.Add("admins", $"{settings.Value.FewestAdmins} to {settings.Value.MostAdmins}");
            table.Add("unresolved spend for", $"at most {settings.Value.UnresolvedDays} days");
            table.Add("separate upstreams", settings.Value.SeparateUpstreams ? "yes" : "no");
            table.Print(run.Out);
            return ExitCode.Ok;
        });
    }

    private static Option<int?> Days(string name, string description) => new(name) { Description = description, HelpName = "days" };
}
