using Claviger.Core;
using Claviger.Core.Usage;

namespace Claviger.Simulator.Billing;

/// <summary>How a billed request ended.</summary>
public enum BillEnding : byte
{
    Completed,

    /// <summary>An <c>error</c> event ended the stream.</summary>
    Errored,

    /// <summary>The simulator closed the connection or the stream early.</summary>
    Cut,

    /// <summary>The caller left first.</summary>
    Aborted,
}

/// <summary>One billed request, or one line of a batch.</summary>
/// <param name="RequestId">The answer's <c>request-id</c>; of a batch line, that of the call that created the batch.</param>
/// <param name="Model">The dated id that did the work.</param>
/// <param name="Usage">The message's own work; iterations of other models are in the amount only.</param>
/// <param name="Amount">Everything the request costs, rounded up once.</param>
public readonly record struct BillEntry(string RequestId, string Model, TokenUsage Usage, Money Amount, BillEnding Ending)
{
    public string? BatchId { get; init; }
    public string? CustomId { get; init; }
}

/// <summary>Sums of one model.</summary>
/// <param name="Requests">Requests whose message this model wrote.</param>
/// <param name="Usage">Tokens of every request and iteration that this model worked on.</param>
/// <param name="Amount">Amounts of those requests, other models' iterations included.</param>
public sealed record ModelBill(string Model, long Requests, TokenUsage Usage, Money Amount);

/// <summary>What a request asked for, by path.</summary>
public enum PathKind : byte
{
    Messages,
    CountTokens,
    Batches,
    Models,
    Files,
    Skills,
    Probe,
    Other,
}

/// <summary>Where the accepted credential came.</summary>
public enum CredentialHeader : byte
{
    XApiKey,
    Bearer,
    Both,
}
