namespace Claviger.Core.Batches;

/// <summary>A batch that upstream accepted: who pays, since when, and the most it can cost by its lines.</summary>
/// <param name="SubmittedAtMs">Unix milliseconds; its lines count in that period, whenever they finish.</param>
/// <param name="Owner">The key's owner at submission (<see cref="Principals.Principal.Number"/>).</param>
public sealed record SubmittedBatch(string Id, int Workspace, int Key, int Owner, long SubmittedAtMs, int Requests, Money WorstCase);
