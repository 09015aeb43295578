namespace Claviger.Gateway.Admission;

/// <summary>Why the gateway answered instead of upstream. Each has its status, type and headers in <see cref="RefusalWire"/>; codes never change meaning.</summary>
public enum Refusal
{
    None = 0,

    /// <summary>No key, unknown, malformed, disabled, expired, revoked, or two headers that disagree: the caller sees one answer.</summary>
    UnknownKey,

    UnknownPath,
    NotSupported,
    LengthRequired,
    BodyTooLarge,
    BodyCutShort,
    ContentTypeNotJson,
    ContentEncoded,
    InvalidBody,
    WorkspaceMismatch,
    NetworkNotAllowed,
    /// <summary>A key of one environment in the networks of another, and one of the two keeps them apart.</summary>
    EnvironmentNotAllowed,

    /// <summary>The caller says that it is another service than the key's.</summary>
    ServiceMismatch,

    UnknownModel,
    ModelNotAllowed,
    UnpricedOption,
    MaxTokensAboveCeiling,
    ForeignObject,

    /// <summary>The workspace may not have its requests worked on there.</summary>
    GeoNotAllowed,

    /// <summary>The request leaves its geography to upstream, and upstream isn't known to do what the workspace demands.</summary>
    GeoNotNamed,

    /// <summary>The workspace is bound to a user profile, and the request names none.</summary>
    UserProfileRequired,

    /// <summary>The workspace is bound to another user profile.</summary>
    UserProfileMismatch,

    /// <summary>A batch may be deleted only after its lines are booked, and so only after its end.</summary>
    BatchStillRuns,

    /// <summary>A rate limit of the key, its workspace or its organization; a retry in time succeeds.</summary>
    RateLimited,

    /// <summary>More requests in one batch than a limit allows, however long the caller waits.</summary>
    BatchTooLarge,

    /// <summary>What is spent under a spend limit leaves no room for this request until the period ends.</summary>
    SpendLimitReached,

    /// <summary>The same, answered as Anthropic's API answers for self-set limits, where the organization has chosen that.</summary>
    SpendLimitReachedPlainly,

    /// <summary>The request could cost more than the whole cap.</summary>
    SpendLimitNeverFits,

    /// <summary>Running requests hold the room that this one needs, and none ended in time.</summary>
    SpendLimitBusy,

    /// <summary>The journal can't take another record: a request that can't be booked isn't sent.</summary>
    BooksUnavailable,

    /// <summary>The store has been away for so long, or the key is so new, that what may be admitted isn't known.</summary>
    PolicyUnavailable,

    UpstreamUnreachable,
    UpstreamTimedOut,

    /// <summary>Upstream refused Claviger's own credential. The caller's key is fine, so the caller gets no 401.</summary>
    UpstreamCredentialRefused,

    /// <summary>Upstream's answer can't be read where it must be (a new batch without an id).</summary>
    UpstreamUnreadable,

    /// <summary>A bug: refused, logged with its stack, told to nobody.</summary>
    Internal,
}
