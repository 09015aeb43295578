using Claviger.Core.Rates;

namespace Claviger.Gateway.Rates;

/// <summary>The pools of one request, by level; null where nothing is limited.</summary>
internal struct EnteredPools
{
    private RatePool? _key;
    private RatePool? _workspace;
    private RatePool? _organization;

    public RatePool? this[RateLevel level]
    {
        readonly get => level switch { RateLevel.ApiKey => _key, RateLevel.Workspace => _workspace, _ => _organization };
        set
        {
            if (level == RateLevel.ApiKey) _key = value;
            else if (level == RateLevel.Workspace) _workspace = value;
            else _organization = value;
        }
    }

    /// <summary>Of the narrowest pool that has seen answers: its callers are the most alike.</summary>
    public readonly long ExpectedOutput() =>
        _key is { MeanOutput: > 0 } key ? key.MeanOutput : _workspace is { MeanOutput: > 0 } workspace ? workspace.MeanOutput : _organization?.MeanOutput ?? 0;

    public readonly void Leave()
    {
        _key?.Leave();
        _workspace?.Leave();
        _organization?.Leave();
    }
}
