using Claviger.Control.Keys;
using Claviger.Control.Limits;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;

namespace Claviger.Control.OrganizationFiles;

/// <summary>Keys and spend limits.</summary>
public sealed class ApplyKeys(CreateKey create, UpdateKey update, SetSpendLimit setLimit, DeleteSpendLimit deleteLimit)
{
    public Task<Problem?> RunAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct) =>
        change.Noun == PlannedNoun.Key ? KeyAsync(actor, change, work, ct) : LimitAsync(actor, change, work, ct);

    private async Task<Problem?> KeyAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await update.RunAsync(actor, change.Id!, new UpdateApiKeyRequest(Status: "archived"), ct)).Problem;
        var wanted = work.File.Workspaces![change.Parent].Keys![change.Name];
        var owner = wanted.Owner is { } address ? work.IdOf(PlannedNoun.Member, address) : null;
        if (change.Action == PlannedAction.Create) return await MakeAsync(actor, change, wanted, owner, work, ct);

        var changed = change.Fields.Select(field => field.Name).ToHashSet();
        work.Made(PlannedNoun.Key, change.Name, change.Id!);
        // Status by itself: taking a key out of service must not hang on whether its new rules are right.
        if (changed.Contains("status") && (await update.RunAsync(actor, change.Id!, new UpdateApiKeyRequest(Status: wanted.Status), ct)).Problem is { } fault) return fault;
        if (!changed.Overlaps(["name", "owner", "models", "networks", "max_tokens", "tier"])) return null;
        return (await update.RunAsync(actor, change.Id!, new UpdateApiKeyRequest(
            changed.Contains("name") ? change.Name : null, null, changed.Contains("owner") ? owner : null, changed.Contains("models") ? wanted.Models : null,
            changed.Contains("networks") ? wanted.Networks : null, changed.Contains("max_tokens") ? wanted.MaxTokens : null, changed.Contains("tier") ? wanted.Tier : null), ct)).Problem;
    }

    private async Task<Problem?> MakeAsync(Actor actor, PlannedChange change, KeySpec wanted, string? owner, AppliedWork work, CancellationToken ct)
    {
        var workspace = work.IdOf(PlannedNoun.Workspace, change.Parent);
        var made = await create.RunAsync(actor, new CreateApiKeyRequest(
            workspace, change.Name, wanted.Service, wanted.Environment, owner, wanted.ExpiresAt, wanted.Models, wanted.Networks, wanted.MaxTokens is > 0 ? wanted.MaxTokens : null, wanted.Tier), ct);
        if (made.Value is not { } key) return made.Problem;
        work.Made(PlannedNoun.Key, change.Name, key.ApiKey.Id);
        work.Secrets.Add(new AppliedSecretView(key.ApiKey.Id, change.Name, workspace, key.Secret));
        return wanted.Status == "inactive" ? (await update.RunAsync(actor, key.ApiKey.Id, new UpdateApiKeyRequest(Status: "inactive"), ct)).Problem : null;
    }

    private async Task<Problem?> LimitAsync(Actor actor, PlannedChange change, AppliedWork work, CancellationToken ct)
    {
        if (change.Action == PlannedAction.Delete) return (await deleteLimit.RunAsync(actor, change.Id!, ct)).Problem;
        var (scope, name) = (change.Parent.Split('|', 2)[0], change.Parent.Split('|', 2)[1]);
        var period = change.Path[(change.Path.LastIndexOf('.') + 1)..];
        var wanted = Of(scope, name, work.File)[period];
        var where = new Dictionary<string, string> { ["type"] = scope };
        if (scope != "organization")
            where[$"{scope}_id"] = work.IdOf(scope switch { "workspace" => PlannedNoun.Workspace, "api_key" => PlannedNoun.Key, _ => PlannedNoun.Member }, name);
        return (await setLimit.RunAsync(actor, new SetSpendLimitRequest(where, period, new Settable<string?>(wanted.Amount?.ToCentsString()), wanted.Mode, wanted.AtCap), ct)).Problem;
    }

    private static IReadOnlyDictionary<string, LimitSpec> Of(string scope, string name, OrganizationFile file) => scope switch
    {
        "organization" => file.Organization!.SpendLimits!,
        "workspace" => file.Workspaces![name].SpendLimits!,
        "api_key" => file.Workspaces!.Values.First(workspace => workspace.Keys?.ContainsKey(name) == true).Keys![name].SpendLimits!,
        _ => file.Members![name].SpendLimits!,
    };
}
