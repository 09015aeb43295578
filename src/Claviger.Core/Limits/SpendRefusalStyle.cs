namespace Claviger.Core.Limits;

/// <summary>How a caller hears of a spend limit. Numbers are stored; never renumber.</summary>
public enum SpendRefusalStyle : byte
{
    /// <summary>429 <c>billing_error</c>, as Anthropic's own self-hosted gateway answers: official SDKs don't retry it, Claude Code shows it.</summary>
    BillingError = 0,

    /// <summary>400 <c>invalid_request_error</c> in the words of Anthropic's API for self-set limits, for clients that match on them.</summary>
    InvalidRequest = 1,
}
