using System.Text.Json;
using System.Text.Json.Nodes;
using Claviger.Cli.Output;
using Claviger.Core.Contracts;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;

namespace Claviger.Cli.Anthropic;

/// <summary>Plans and what came of them, for machines: in the words of Claviger's own plan, with what can't be done beside it.</summary>
internal static class AnthropicJson
{
    public static string Of(TargetPlan plan) => JsonText.Pretty(Node(plan));

    public static string Of(TargetPlan plan, AnthropicApplied applied) => JsonText.Pretty(new JsonObject
    {
        ["type"] = "organization_applied", ["target"] = TargetOptions.Anthropic, ["plan"] = Node(plan), ["done"] = Changes(applied.Done),
        ["stopped"] = applied.Stopped is { } why ? new JsonObject { ["reason"] = why, ["change"] = applied.StoppedAt is { } at ? Change(at) : null } : null,
        ["remaining"] = Changes(applied.Remaining),
    });

    private static JsonObject Node(TargetPlan plan) => new()
    {
        ["type"] = "organization_plan", ["target"] = TargetOptions.Anthropic, ["digest"] = plan.Digest, ["changes"] = Changes(plan.Changes), ["left_alone"] = Changes(plan.LeftAlone),
        ["impossible"] = new JsonArray([.. plan.Impossible.Select(one =>
        {
            var change = Change(one.Change);
            change["reason"] = one.Reason;
            change["differs"] = one.IsDifference;
            return (JsonNode)change;
        })]),
    };

    private static JsonArray Changes(IReadOnlyList<PlannedChange> changes) => new([.. changes.Select(change => (JsonNode)Change(change))]);

    private static JsonObject Change(PlannedChange change) => JsonSerializer.SerializeToNode(PlanViews.Of(change), WireJson.Options)!.AsObject();
}
