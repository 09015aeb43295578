using Claviger.Cli.Http;
using Claviger.Core;
using Claviger.Core.Contracts;

namespace Claviger.Cli.Alerts;

/// <summary>Rules by id or by name.</summary>
internal static class RuleFinder
{
    private static readonly Finder<AlertRuleView> ByName = new("rule", "claviger alerts rules list", rule => rule.Name, rule => rule.Id, _ => true);

    public static Task<Answer<IReadOnlyList<AlertRuleView>>> ListAsync(AdminClient client) => client.CursorListAsync<AlertRuleView>("alert_rules", () => new Query());

    public static async Task<string> IdAsync(AdminClient client, string text) =>
        EntityId.HasShape(text, AlertRuleId.Prefix) ? text : ByName.Find(text, (await ListAsync(client)).Value).Id;
}
