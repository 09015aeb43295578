namespace Claviger.Core.Batches;

/// <summary>A batch that upstream accepted: who pays, since when, and the most it can cost by its lines.</summary>
/// <param name="SubmittedAtMs">Unix milliseconds; its lines count in that period, whenever they finish.</param>
public sealed record SubmittedBatch(string Id, int Workspace, int Key, long SubmittedAtMs, int Requests, Money WorstCase);
