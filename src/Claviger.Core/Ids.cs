namespace Claviger.Core;

/// <summary>Prefixes and shapes of the ids that Anthropic's Admin API uses, and ours in the same form.</summary>
public static class EntityId
{
    /// <summary>prefix + "01" + 22 random Base62 characters (131 bits): never guessed, never reused.</summary>
    public static string New(string prefix) => $"{prefix}01{Base62.Random(22)}";

    public static bool HasShape(string? id, string prefix) =>
        id is not null && id.Length > prefix.Length && id.Length <= 64
        && id.StartsWith(prefix, StringComparison.Ordinal) && Base62.IsBase62(id.AsSpan(prefix.Length));
}

/// <summary>A UUID, as Anthropic's <c>/v1/organizations/me</c> answers it.</summary>
public readonly record struct OrganizationId(string Value)
{
    public override string ToString() => Value;
}

/// <summary><c>wrkspc_…</c></summary>
public readonly record struct WorkspaceId(string Value)
{
    public const string Prefix = "wrkspc_";
    public static WorkspaceId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>apikey_…</c>: the record. The secret is another thing, see <see cref="Keys.KeyToken"/>.</summary>
public readonly record struct ApiKeyId(string Value)
{
    public const string Prefix = "apikey_";
    public static ApiKeyId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>user_…</c></summary>
public readonly record struct MemberId(string Value)
{
    public const string Prefix = "user_";
    public static MemberId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>adminkey_…</c>: the record of an admin key (<c>clva_</c> secret).</summary>
public readonly record struct AdminKeyId(string Value)
{
    public const string Prefix = "adminkey_";
    public static AdminKeyId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>upstream_…</c></summary>
public readonly record struct UpstreamId(string Value)
{
    public const string Prefix = "upstream_";
    public static UpstreamId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>spl_…</c></summary>
public readonly record struct SpendLimitId(string Value)
{
    public const string Prefix = "spl_";
    public static SpendLimitId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>slg_…</c>: a one-off grant on top of a spend limit (Claviger's own).</summary>
public readonly record struct SpendGrantId(string Value)
{
    public const string Prefix = "slg_";
    public static SpendGrantId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>offb_…</c>: the report of one leaving (Claviger's own).</summary>
public readonly record struct OffboardingId(string Value)
{
    public const string Prefix = "offb_";
    public static OffboardingId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>slir_…</c></summary>
public readonly record struct IncreaseRequestId(string Value)
{
    public const string Prefix = "slir_";
    public static IncreaseRequestId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>invite_…</c></summary>
public readonly record struct InviteId(string Value)
{
    public const string Prefix = "invite_";
    public static InviteId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>svac_…</c></summary>
public readonly record struct ServiceAccountId(string Value)
{
    public const string Prefix = "svac_";
    public static ServiceAccountId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>rbac_group_…</c></summary>
public readonly record struct GroupId(string Value)
{
    public const string Prefix = "rbac_group_";
    public static GroupId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>rbac_role_…</c>: a custom role. Built-in ones go by their identifier.</summary>
public readonly record struct RoleId(string Value)
{
    public const string Prefix = "rbac_role_";
    public static RoleId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>rbac_assign_…</c>: one role given to somebody, somewhere (Claviger's own)</summary>
public readonly record struct RoleAssignmentId(string Value)
{
    public const string Prefix = "rbac_assign_";
    public static RoleAssignmentId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>waiver_…</c>: a finding of the checklist that is left as it is (Claviger's own).</summary>
public readonly record struct WaiverId(string Value)
{
    public const string Prefix = "waiver_";
    public static WaiverId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>chkrun_…</c>: a kept run of the checklist (Claviger's own).</summary>
public readonly record struct ChecklistRunId(string Value)
{
    public const string Prefix = "chkrun_";
    public static ChecklistRunId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>alch_…</c>: where alerts are sent (Claviger's own).</summary>
public readonly record struct AlertChannelId(string Value)
{
    public const string Prefix = "alch_";
    public static AlertChannelId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>alrule_…</c>: what alerts are about (Claviger's own).</summary>
public readonly record struct AlertRuleId(string Value)
{
    public const string Prefix = "alrule_";
    public static AlertRuleId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>alert_…</c>: something that somebody was told (Claviger's own).</summary>
public readonly record struct AlertId(string Value)
{
    public const string Prefix = "alert_";
    public static AlertId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>aldel_…</c>: one message to one channel (Claviger's own).</summary>
public readonly record struct AlertDeliveryId(string Value)
{
    public const string Prefix = "aldel_";
    public static AlertDeliveryId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}

/// <summary><c>csess_…</c>: a console session. Its token is another thing, and only its digest is stored.</summary>
public readonly record struct ConsoleSessionId(string Value)
{
    public const string Prefix = "csess_";
    public static ConsoleSessionId New() => new(EntityId.New(Prefix));
    public override string ToString() => Value;
}
