namespace Claviger.Core.Checklist;

/// <summary>What a control may need to know, and a source may be unable to show: Anthropic's Admin API shows less than our own store.</summary>
public enum FactArea
{
    /// <summary>Which environment a workspace or key is declared for.</summary>
    Environments,

    /// <summary>Which service a key is declared for.</summary>
    Services,

    /// <summary>Spend limits of single keys.</summary>
    KeySpendLimits,

    /// <summary>Spend limits of workspaces and of the organization.</summary>
    SpendLimits,

    /// <summary>When each secret was made and last used.</summary>
    Secrets,

    /// <summary>When keys were last used.</summary>
    KeyUse,

    /// <summary>How old a secret may get, and that somebody is told.</summary>
    Rotation,

    /// <summary>From which networks and programs keys are used.</summary>
    Sightings,

    /// <summary>Model and network rules of keys.</summary>
    KeyRules,

    /// <summary>Which tier of rate limits holds for a key.</summary>
    Tiers,

    /// <summary>Alert rules, channels and their deliveries.</summary>
    Alerts,

    /// <summary>The audit log: signatures, reviews.</summary>
    Audit,

    /// <summary>Who is not a member any more.</summary>
    Leavers,

    /// <summary>When people left, and whether there is a report of it.</summary>
    Offboardings,

    /// <summary>Admin keys.</summary>
    AdminKeys,

    /// <summary>Upstreams and their credentials.</summary>
    Upstreams,

    /// <summary>Spend whose truth nobody saw.</summary>
    Ledger,
}
