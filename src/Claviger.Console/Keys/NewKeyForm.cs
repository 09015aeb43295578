using Claviger.Console.Http;
using Claviger.Control.Alerts;
using Claviger.Control.Keys;
using Claviger.Control.Members;
using Claviger.Control.Rates;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Contracts;
using Claviger.Core.Policy;
using Microsoft.AspNetCore.Http;

namespace Claviger.Console.Keys;

/// <summary>The form for a new key: with its cap and its alert, made in one act.</summary>
internal sealed class NewKeyForm(CreateGovernedKey create, ListWorkspaces workspaces, ListTiers tiers, ListAlertSettings alerts, BrowseMembers members, PolicyHolder policy, StepUp confirm)
{
    private static readonly int[] Percents = [80, 100];

    public IResult Show(ConsoleCall call, NewKeySent sent, Problem? problem = null)
    {
        var viewer = call.Viewer;
        // The default workspace is in no list of Anthropic's, and yet the only one that some may make keys in.
        var own = KeyPages.Places(call, workspaces);
        var places = own.Concat(policy.Current.Workspaces.Where(place => place.IsDefault).Select(WorkspaceViews.Of)).Where(place => viewer.MayIn(Permission.KeysCreate, place.Id)).ToList();
        if (own.Count == 0 && sent.Workspace is null && viewer.May(Permission.WorkspacesCreate)) places.Clear();
        return call.Page<NewKeyPage, NewKeyModel>(new NewKeyModel(
            places, viewer.May(Permission.RatesUpdate) ? [.. (tiers.Run(viewer.Actor, ConsoleCall.Ask()).Value?.Data ?? []).Select(tier => tier.Name)] : [],
            viewer.May(Permission.AlertsManage) ? [.. (alerts.Channels(viewer.Actor, ConsoleCall.Ask(("limit", "100"))).Value?.Data ?? []).Select(channel => (channel.Id, channel.Name))] : [],
            KeyReader.Owners(viewer, members), sent), problem);
    }

    public async Task<IResult> CreateAsync(ConsoleCall call)
    {
        var sent = new NewKeySent(
            call.Field("workspace"), call.Field("service"), call.Field("name"), call.Field("environment"), call.Field("owner"), call.Field("cap"), call.Checked("alert"), call.Values("channels"),
            call.Field("tier"), call.Field("models"), call.Field("networks"), call.Field("expires"));
        var read = new FormReader(call);
        var (cap, expires) = (read.Cents("cap"), read.EndOfDay("expires", "expires_at"));
        if (sent.Workspace is null) read.Blame("workspace_id", "choose a workspace");
        if (read.Fault is { } fault) return Show(call, sent, fault);
        var (owner, stranger) = KeyReader.OwnerOf(call.Viewer, members, sent.Owner);
        if (stranger is not null) return Show(call, sent, stranger);
        if (await confirm.FaultInAsync(call) is { } unconfirmed) return Show(call, sent, unconfirmed);
        var request = new CreateApiKeyRequest(
            sent.Workspace!, sent.Name, sent.Service, sent.Environment, owner, expires, call.Lines("models"), call.Lines("networks"), null, sent.Tier);
        var (made, problem) = await create.RunAsync(call.Viewer.Actor, request, cap, sent.Alert && cap is not null ? Percents : [], sent.Channels, call.Aborted);
        return problem is null ? call.Page<NewSecretPage, NewSecretModel>(new NewSecretModel(made!.ApiKey, made.Secret, null, call.Server)) : Show(call, sent, problem);
    }
}
