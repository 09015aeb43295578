using Claviger.Cli.Http;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Keys;

/// <summary>Rotates many keys one by one: each is an act of its own, so a run that breaks off is simply run again, and goes on where it stopped.</summary>
internal static class RotateManyKeys
{
    /// <param name="olderThan">Younger secrets are left alone: that is what makes a second run go on and not begin anew.</param>
    public static async Task<int> RunAsync(CliRun run, AdminClient client, Func<RotationView, bool> isMeant, TimeSpan olderThan, bool isDryRun, bool showSecrets, bool yes)
    {
        var now = run.Environment.Time.GetUtcNow();
        var all = await client.CursorListAsync<RotationView>("rotations", () => new Query());
        var meant = all.Value.Where(isMeant).ToList();
        var plan = meant.ConvertAll(key => (Key: key, Why: WhyNot(key, now - olderThan, showSecrets)));
        var doing = plan.Count(item => item.Why is null);
        if (!isDryRun && doing > 0 && !run.Confirm(yes, $"{doing} of {meant.Count} keys get a new secret.", "Rotate them?")) return ExitCode.Refused;

        var results = new List<RotationResult>();
        foreach (var (key, why) in plan) results.Add(why is not null ? new(key, "skipped", why) : isDryRun ? new(key, "would rotate", key.Policy.Sink is { } sink ? $"into {sink}" : "shown here") : await RotateAsync(client, key));
        Print(run, results);
        return results.TrueForAll(result => result.Outcome is not "failed") ? ExitCode.Ok : ExitCode.Refused;
    }

    private static string? WhyNot(RotationView key, DateTimeOffset bornBefore, bool showSecrets) =>
        key.Current is { } current && current.CreatedAt > bornBefore ? "its secret is younger than --older-than"
        : key.Previous is { } previous ? $"it is being rotated: {previous.PartialKeyHint} still works"
        : key.Policy.Sink is null && !showSecrets ? "it has no sink: set one, or add --show-secrets"
        : null;

    private static async Task<RotationResult> RotateAsync(AdminClient client, RotationView key)
    {
        try
        {
            if (key.Policy.Sink is null) return new(key, "rotated", (await client.PostAsync<RotatedApiKeyView>($"api_keys/{key.ApiKeyId}/rotate", new RotateApiKeyRequest())).Value.Secret);
            var delivery = (await client.PostAsync<SecretDeliveryView>($"api_keys/{key.ApiKeyId}/deliver", new DeliverApiKeyRequest())).Value;
            return delivery.State == "delivered" ? new(key, "delivered", $"into {delivery.Sink}") : new(key, "failed", $"{delivery.State}: {delivery.Error}");
        }
        catch (CliException failure) when (failure.ExitCode is ExitCode.Refused or ExitCode.NotFound)
        {
            return new(key, "failed", failure.Message);
        }
    }

    private static void Print(CliRun run, List<RotationResult> results)
    {
        if (run.IsJson)
        {
            var json = new System.Text.Json.Nodes.JsonArray([.. results.Select(result => new System.Text.Json.Nodes.JsonObject
            {
                ["api_key_id"] = result.Key.ApiKeyId, ["name"] = result.Key.Name, ["result"] = result.Outcome, ["detail"] = result.Detail,
            })]);
            run.Out.Raw(JsonText.Pretty(json));
            return;
        }

        if (results.Count == 0)
        {
            run.Note("No key matches.");
            return;
        }

        var table = new ListTable(new Column("KEY"), new Column("RESULT"), new Column("DETAIL"));
        foreach (var result in results)
            table.Add(result.Key.Name, new Cell(result.Outcome, result.Outcome switch { "failed" => Tone.Bad, "skipped" => Tone.Faint, _ => Tone.Good }), result.Detail);
        table.Print(run.Out);
    }

    private sealed record RotationResult(RotationView Key, string Outcome, string Detail);
}
