using Claviger.Core.Usage;

namespace Claviger.Gateway;

/// <summary>What an operator may set about the data plane. Validated where configuration is read.</summary>
public sealed record GatewayOptions
{
    /// <summary>
    /// How clients reach this gateway (scheme and authority, no trailing slash): what <c>results_url</c> is rewritten to. Never taken
    /// from a request. Set once more when the port was free to choose and is known.
    /// </summary>
    public required string PublicUrl { get; set; }

    /// <summary>Anthropic's own limit on Messages bodies, 32 MB.</summary>
    public long MaxMessageBytes { get; init; } = 32 << 20;

    public long MaxBatchBytes { get; init; } = 256 << 20;

    public long MaxFileBytes { get; init; } = 500L << 20;

    /// <summary>How long upstream may stay silent before its first byte. A plain call with a large answer is silent all the while.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long upstream may stay silent in the middle of an answer; it sends pings in streams.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer is still read, for its usage, after the client has gone.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where upstream works on a request that names no geography, by the settings of its own workspace; null: nobody said.</summary>
    public InferenceGeo? UpstreamDefaultGeo { get; init; }

    /// <summary>How often batches are looked at that nobody fetches results of.</summary>
    public TimeSpan BatchPollEvery { get; init; } = TimeSpan.FromMinutes(1);
}
