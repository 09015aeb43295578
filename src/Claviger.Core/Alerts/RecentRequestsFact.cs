namespace Claviger.Core.Alerts;

/// <summary>What requests were like of late.</summary>
/// <param name="Admitted">On this node, in the last quarter of an hour.</param>
/// <param name="Refused">By the gateway itself, on this node, in the last quarter of an hour.</param>
/// <param name="BoundViolations">On this node, in the last quarter of an hour: cost more than was held for them.</param>
/// <param name="WorstCases">In the books of the last quarter of an hour: booked at their worst case because upstream's truth wasn't seen.</param>
/// <param name="CredentialRefusals">In the same: upstream refused our credential.</param>
public sealed record RecentRequestsFact(long Admitted, long Refused, long BoundViolations, int WorstCases, int CredentialRefusals);
