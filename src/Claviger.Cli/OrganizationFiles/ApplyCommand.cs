using System.CommandLine;
using Claviger.Cli.Anthropic;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.OrganizationFiles;

/// <summary><c>claviger apply</c>: shows the plan, asks, and does all of it or nothing.</summary>
internal static class ApplyCommand
{
    public static CliCommand Build(CliEnvironment environment)
    {
        var path = ValidateCommand.FileArgument();
        var allowDelete = PlanCommand.AllowDelete();
        var secretsTo = new Option<string>("--secrets-to") { Description = "Write new keys' secrets and invites' tokens to this new file, for nobody else to read, instead of printing them", HelpName = "file" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Don't ask" };
        var archive = AnthropicPlan.Archive();
        var target = new TargetOptions();
        var command = new CliCommand("apply", "Make the organization as its file says: all of it, or nothing")
        {
            Group = CommandGroup.File,
            Arguments = { path },
            Options = { allowDelete, secretsTo, yes, archive },
            Remark = "One transaction, an audit entry for each change, under your rights. What was shown is what is done: if somebody changes the organization meanwhile, nothing is. "
                + "Secrets of new keys are shown this once. At Anthropic there are no transactions: there changes are made one by one, in an order that may stop anywhere, and apply again goes on.",
            Examples =
            [
                new("Look, answer, done", "claviger apply"),
                new("From a pipeline", "claviger apply --yes --secrets-to new-secrets.json"),
                new("The seed's organization, on an empty install", "claviger apply examples/seed.org.yaml"),
                new("A real organization at Anthropic, as far as its Admin API goes", "claviger apply --target anthropic"),
            ],
        };
        target.AddTo(command);
        return command.Does(environment, async run =>
        {
            var isAnthropic = target.IsAnthropic(run);
            if (isAnthropic) target.NotBothFromStdin(run, run.Value(path));
            else if (run.Value(archive) is { Length: > 0 }) throw new CliException(ExitCode.Usage, "--archive goes with --target anthropic", "Claviger's server archives what --allow-delete lets go");
            if (isAnthropic && run.Value(secretsTo) is not null) throw new CliException(ExitCode.Usage, "--secrets-to can't go with --target anthropic", "No secret is made there: keys are made in the Console, and invites go out by mail");
            var text = OrganizationText.Read(run, run.Value(path));
            if (text.PrintFaults(run)) return ExitCode.Refused;
            if (isAnthropic) return await AnthropicApplyRun.RunAsync(run, target, text.File, run.Value(allowDelete), run.Value(archive) ?? [], run.Value(yes));
            using var client = run.Connect();
            bool? delete = run.Value(allowDelete) ? true : null;
            var plan = await client.PostAsync<OrganizationPlanView>("organization_file/plan", new PlanOrganizationRequest(text.Document, delete));
            if (!run.IsJson) PlanPage.Print(run.Out, plan.Value);
            if (plan.Value.Changes.Count == 0)
            {
                if (run.IsJson) run.PrintJson(plan);
                return ExitCode.Ok;
            }

            if (!run.Confirm(run.Value(yes), "", $"Apply {plan.Value.Changes.Count} changes to {TerminalText.Safe(client.Url)}?")) return ExitCode.Refused;
            // Before anything is made: a secret that can't be kept must not come to be.
            using var file = run.Value(secretsTo) is { } name ? SecretFile.Open(name) : null;
            var applied = await client.PostAsync<AppliedOrganizationView>("organization_file/apply", new ApplyOrganizationRequest(text.Document, delete, plan.Value.Digest));
            if (file is not null) file.Write(applied.Value);
            if (run.IsJson) return run.PrintJson(file is null ? applied : new(applied.Value, SecretFile.Without(applied.Json)));
            run.Note($"Applied {applied.Value.Plan.Changes.Count} changes.", Tone.Good);
            if (file is not null) run.Note($"Secrets: {TerminalText.Safe(run.Value(secretsTo)!)}");
            else Secrets(run, applied.Value);
            return ExitCode.Ok;
        });
    }

    private static void Secrets(CliRun run, AppliedOrganizationView applied)
    {
        if (applied.Secrets.Count > 0)
        {
            run.Out.Line();
            run.Out.Line("NEW SECRETS", Tone.Strong);
            var table = new ListTable(new Column("KEY"), new Column("SECRET"));
            foreach (var made in applied.Secrets) table.Add(made.Name, made.Secret is { } secret ? new Cell(secret, Tone.Strong) : Cell.Faint($"goes to sink {made.Sink}: claviger rotation calendar"));
            table.Print(run.Out);
        }

        if (applied.Invites.Count > 0)
        {
            run.Out.Line();
            run.Out.Line("INVITES: hand each token over by a way that reaches only that person", Tone.Strong);
            var table = new ListTable(new Column("PERSON"), new Column("ACCEPTANCE TOKEN"));
            foreach (var invite in applied.Invites) table.Add(invite.Email, new Cell(invite.AcceptanceToken, Tone.Strong));
            table.Print(run.Out);
        }

        if (applied.Secrets.Any(made => made.Secret is not null) || applied.Invites.Count > 0) run.Note("Shown once: store them now. Nobody can show them again, not even Claviger.", Tone.Caution);
    }
}
