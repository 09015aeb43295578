using System.Collections.Frozen;

namespace Claviger.Console.Layout;

/// <summary>What a page says after a form has done its work. The address only names one of these: nobody else's words get onto a page by a link.</summary>
internal static class Notes
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["saved"] = "Saved.",
        ["key-disabled"] = "The key is disabled: requests with it are refused from now on.",
        ["key-enabled"] = "The key works again.",
        ["key-revoked"] = "The key is revoked, for good.",
        ["secret-ended"] = "That secret has ended.",
        ["password-set"] = "Your password is set. Your other sessions have ended.",
        ["authenticator-added"] = "The authenticator is set: signing in asks for its code from now on.",
        ["authenticator-removed"] = "The authenticator is removed.",
        ["signed-out-one"] = "That session has ended.",
        ["signed-out-others"] = "Your other sessions have ended.",
        ["limit-set"] = "The spend limit is in force.",
        ["limit-removed"] = "The spend limit is gone.",
        ["limit-suspended"] = "The limit is suspended: it counts, and refuses nothing.",
        ["limit-resumed"] = "The limit is in force again.",
        ["granted"] = "The extra is there for the next request.",
        ["grant-ended"] = "The grant has ended. What was spent of it stays spent.",
        ["member-role"] = "The organization role is changed: it counts from their next request on.",
        ["workspace-joined"] = "They are in the workspace.",
        ["workspace-role"] = "Their role in the workspace is changed.",
        ["workspace-left"] = "They are out of the workspace. Keys they made there go on: those are the workspace's.",
        ["group-joined"] = "They are in the group, and have its roles.",
        ["group-left"] = "They are out of the group, and have lost its roles.",
        ["group-made"] = "The group is made. It gives nobody anything until you assign it a role.",
        ["group-deleted"] = "The group is deleted.",
        ["role-assigned"] = "The role is assigned.",
        ["role-taken"] = "The role is taken back.",
        ["role-made"] = "The role is made. Nobody has it until you assign it.",
        ["role-deleted"] = "The role is deleted, and nobody has it any more.",
        ["invite-withdrawn"] = "The invite is withdrawn: its token is worth nothing.",
        ["offboarded"] = "Done: every server refuses this person from now on.",
        ["asked"] = "Your request waits for somebody who may decide.",
        ["alert-acknowledged"] = "The alert is acknowledged: it is told no more.",
        ["rule-created"] = "The rule is made, and looks from the next minute on.",
        ["rule-enabled"] = "The rule is enabled.",
        ["rule-disabled"] = "The rule is disabled: it looks for nothing until you enable it.",
        ["rule-deleted"] = "The rule is deleted.",
        ["channel-created"] = "The channel is made. Send a test to see whether it works.",
        ["channel-deleted"] = "The channel is deleted.",
        ["delivery-retried"] = "The message is on its way again.",
        ["admin-key-disabled"] = "The admin key is disabled: calls with it are refused from now on.",
        ["admin-key-enabled"] = "The admin key works again.",
        ["admin-key-revoked"] = "The admin key is revoked, for good.",
        ["upstream-created"] = "The credential is sealed. No workspace uses it until you say so.",
        ["credential-replaced"] = "The new credential is in force for the next request.",
        ["upstream-used"] = "The workspace uses it from the next request on.",
        ["upstream-deleted"] = "The credential is retired.",
        ["policy-set"] = "The rotation policy is set.",
        ["secret-delivered"] = "The new secret is in its place. The old one goes on for the overlap.",
        ["secret-not-delivered"] = "The new secret did not arrive yet: it is tried again, and the old one goes on.",
        ["sink-put"] = "The sink is set.",
        ["sink-deleted"] = "The sink is deleted.",
    }.ToFrozenDictionary();

    public static string? Of(string? name) => name is null ? null : Texts.GetValueOrDefault(name);
}
