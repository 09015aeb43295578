namespace Claviger.Gateway.Routes;

/// <summary>How a declared path is governed. A path that is not declared does not exist.</summary>
public enum Governance
{
    /// <summary>Costs tokens: inspected, priced, admitted, booked.</summary>
    Metered,

    /// <summary>Free upstream: authenticated, forwarded, noted in the books at no cost.</summary>
    Counted,

    /// <summary>Objects that belong to the workspace that made them; everyone else's are invisible.</summary>
    Owned,

    /// <summary>Known, and not served: it could spend money that nothing here can meter. Answers 501 <c>not_supported</c>.</summary>
    Withheld,

    /// <summary>A reachability check by a client: answered here, without a credential.</summary>
    Probe,
}
