using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Beta.Organization.SpendLimits;
using Anthropic.Models.Organization.ApiKeys;
using Anthropic.Models.Organization.Invites;
using Anthropic.Models.Organization.RateLimits;
using Anthropic.Models.Organization.Users;
using Anthropic.Models.Organization.Workspaces;
using Claviger.Core.Rates;

namespace Claviger.Cli.Scan;

/// <summary>
/// Reads an organization through Anthropic's Admin API, by the official client; the reports, which that has no methods for, by plain HTTP.
/// Reads only. What single families refuse (a preview, a plan) is noted; without members, workspaces and keys there is nothing to say.
/// </summary>
internal sealed class AnthropicReader(AnthropicDoor door, TimeProvider clock)
{
    private const int PageSize = 1_000;
    private const int MostPages = 1_000;

    private readonly Dictionary<string, string> _refusals = [];

    /// <summary>For a judgement: without who is in which workspace, with a month of use and cost.</summary>
    /// <param name="progress">Told what is being read.</param>
    /// <exception cref="CliException">The key isn't taken, or members, workspaces or keys can't be read.</exception>
    public Task<AnthropicReading> RunAsync(Action<string> progress, CancellationToken ct) => GuardedAsync(() => ReadAsync(progress, WithReportsAsync, ct));

    /// <summary>For a file: with who is in which workspace, without use and cost.</summary>
    /// <exception cref="CliException">As above.</exception>
    public Task<AnthropicReading> OrganizationAsync(Action<string> progress, CancellationToken ct) => GuardedAsync(() => ReadAsync(progress, WithPlacesAsync, ct));

    /// <summary>For somebody who leaves: both.</summary>
    /// <exception cref="CliException">As above.</exception>
    public Task<AnthropicReading> EverythingAsync(Action<string> progress, CancellationToken ct) =>
        GuardedAsync(() => ReadAsync(progress, async (reading, say, token) => await WithReportsAsync(await WithPlacesAsync(reading, say, token), say, token), ct));

    private Task<AnthropicReading> GuardedAsync(Func<Task<AnthropicReading>> read)
    {
        _refusals.Clear();
        return AnthropicFaults.InWordsAsync(door, read);
    }

    private async Task<AnthropicReading> ReadAsync(Action<string> progress, Func<AnthropicReading, Action<string>, CancellationToken, Task<AnthropicReading>> more, CancellationToken ct)
    {
        var organization = door.Client.Organization;
        var now = clock.GetUtcNow();
        progress("organization, members, invites");
        var me = await organization.Retrieve(cancellationToken: ct);
        var users = await AllAsync(await organization.Users.List(new UserListParams { Limit = PageSize }, ct), ct);
        var invites = await AllAsync(await organization.Invites.List(new InviteListParams { Limit = PageSize }, ct), ct);
        progress("workspaces");
        var workspaces = await AllAsync(await organization.Workspaces.List(new WorkspaceListParams { Limit = PageSize, IncludeDefault = true }, ct), ct);
        progress("API keys");
        var keys = await AllAsync(await organization.ApiKeys.List(new ApiKeyListParams { Limit = PageSize }, ct), ct);
        progress("spend limits, rate limits");
        var live = workspaces.Where(workspace => workspace.ArchivedAt is null).Select(workspace => new AnthropicReading.WorkspaceRow(
            workspace.ID, workspace.Name, workspace.Name == "Default", workspace.DisplayColor, workspace.Tags)).ToList();
        var limits = await TryAsync("spend limits", async () => (IReadOnlyList<AnthropicReading.LimitRow>)(await AllAsync(await door.Client.Beta.Organization.SpendLimits.List(new SpendLimitListParams { Limit = PageSize }, ct), ct)).Select(Of).ToList());
        var rates = await TryAsync("rate limits", () => RatesAsync(live, ct));
        return await more(new AnthropicReading
        {
            At = now,
            OrganizationId = me.ID,
            OrganizationName = me.Name,
            Members = [.. users.Select(user => new AnthropicReading.MemberRow(user.ID, user.Email, user.Name, user.Role.Raw()))],
            Invites = [.. invites.Where(invite => invite.Status.Raw() == "pending").Select(invite => new AnthropicReading.InviteRow(invite.ID, invite.Email, invite.Role.Raw(), invite.ExpiresAt))],
            Workspaces = live,
            Keys = [.. keys.Where(key => key.Status.Raw() is not "archived").Select(Of)],
            SpendLimits = limits,
            RateLimits = rates,
            Refusals = _refusals,
        }, progress, ct);
    }

    private async Task<AnthropicReading> WithReportsAsync(AnthropicReading reading, Action<string> progress, CancellationToken ct)
    {
        progress("use and cost of the last month");
        var today = new DateTimeOffset(reading.At.UtcDateTime.Date, TimeSpan.Zero);
        var reports = new AnthropicReports(door);
        return reading with
        {
            LastUses = await TryAsync("usage report", () => reports.LastUsesAsync(today.AddDays(1 - AnthropicReading.DaysOfUse), today.AddDays(1), ct)),
            Costs = await TryAsync("cost report", () => reports.CostsAsync(today.AddDays(1 - AnthropicReading.DaysOfUse), today.AddDays(1), ct)),
        };
    }

    private async Task<AnthropicReading> WithPlacesAsync(AnthropicReading reading, Action<string> progress, CancellationToken ct)
    {
        progress("members of workspaces");
        var places = new List<AnthropicReading.PlaceRow>();
        foreach (var workspace in reading.Workspaces.Where(workspace => !workspace.IsDefault)) // the default one has none of its own
            foreach (var member in await AllAsync(await door.Client.Organization.Workspaces.Members.List(workspace.Id, cancellationToken: ct), ct))
                places.Add(new AnthropicReading.PlaceRow(workspace.Id, member.UserID, member.WorkspaceRole.Raw()));
        var groups = await TryAsync("rate limits", async () => (IReadOnlyList<AnthropicReading.RateGroupRow>)(await AllAsync(await door.Client.Organization.RateLimits.List(cancellationToken: ct), ct)).Select(Of).ToList());
        return reading with { Places = places, RateGroups = groups };
    }

    /// <summary>A group is known by its id, by what it is about, or by the name that Anthropic shows.</summary>
    private static AnthropicReading.RateGroupRow Of(OrganizationRateLimit limit)
    {
        var known = RateGroups.OfId(limit.Group.ID)
            ?? (limit.Group.TryPickOrganizationRateLimitModel(out var models) ? RateGroups.All.FirstOrDefault(group => group.DisplayName == models.DisplayName)
            : limit.Group.TryPickOrganizationRateLimitBatch(out _) ? RateGroups.Batch
            : limit.Group.TryPickOrganizationRateLimitTokenCount(out _) ? RateGroups.TokenCount
            : limit.Group.TryPickOrganizationRateLimitFiles(out _) ? RateGroups.Files
            : limit.Group.TryPickOrganizationRateLimitSkills(out _) ? RateGroups.Skills : null);
        return new AnthropicReading.RateGroupRow(limit.ID, limit.Group.ID, known?.Class);
    }

    private async Task<IReadOnlyList<AnthropicReading.RateRow>> RatesAsync(List<AnthropicReading.WorkspaceRow> workspaces, CancellationToken ct)
    {
        var rows = new List<AnthropicReading.RateRow>();
        foreach (var workspace in workspaces.Where(workspace => !workspace.IsDefault)) // the default one has none of its own
            foreach (var limit in await AllAsync(await door.Client.Organization.Workspaces.RateLimits.List(workspace.Id, cancellationToken: ct), ct))
                rows.AddRange(limit.Limits.Select(value => new AnthropicReading.RateRow(workspace.Id, limit.RateLimitID, limit.Group.ID, value.Type, value.Value)));
        return rows;
    }

    private async Task<T?> TryAsync<T>(string what, Func<Task<T>> read) where T : class
    {
        try
        {
            return await read();
        }
        // A plan or a preview that isn't there is said; what a fault or a full queue hides is not known, and is nothing to plan on.
        catch (AnthropicApiException refused) when ((int)refused.StatusCode is 400 or 403 or 404)
        {
            _refusals[what] = $"Anthropic's Admin API answered {(int)refused.StatusCode}: {AnthropicFaults.Said(refused)}";
            return null;
        }
        catch (ReportRefusedException refused)
        {
            _refusals[what] = refused.Message;
            return null;
        }
    }

    private static AnthropicReading.KeyRow Of(ApiKey key) => new(
        key.ID, key.Name, key.Status.Raw(), key.PartialKeyHint ?? "", key.Scope.TryPickApiKeyWorkspace(out var workspace) ? workspace.WorkspaceID : null,
        key.Principal is null ? null : key.Principal.Match<string?>(user => user.UserID, account => account.ServiceAccountID), key.CreatedBy?.ID, key.CreatedAt, key.ExpiresAt);

    private static AnthropicReading.LimitRow Of(BetaSpendLimit limit) => new(
        limit.ID, limit.Scope.Type.Raw(),
        limit.Scope.TryPickBetaSpendLimitWorkspace(out var workspace) ? workspace.WorkspaceID : limit.Scope.TryPickBetaSpendLimitUser(out var user) ? user.UserID : null,
        limit.Period.Raw(), limit.Amount, limit.IsEnabled);

    internal static async Task<List<T>> AllAsync<T>(IPage<T> first, CancellationToken ct)
    {
        var all = new List<T>();
        var page = first;
        for (var pages = 1; ; pages++)
        {
            all.AddRange(page.Items);
            if (!page.HasNext()) return all;
            var next = await page.Next(ct);
            // Whoever sits between us and Anthropic and forgets the cursor would otherwise be read for ever.
            if (pages == MostPages || next.Items.Count > 0 && page.Items.Count > 0 && Equals(next.Items[0], page.Items[0]))
                throw new CliException(ExitCode.Refused, "the pages of a list don't end: the same one came twice", "Is --base-url Anthropic's own address, without something between that forgets after_id or page?");
            page = next;
        }
    }
}
