using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>
/// Inspects the body of <c>POST /v1/messages/batches</c>: one pass, no copy; each line's <c>params</c> by the rules of a request
/// and the rules of a batch. Allocates one short string a line, for the search for equal ids.
/// </summary>
public static class BatchInspector
{
    /// <summary>Requests in one batch (API reference of 2026-10).</summary>
    public const int MaxRequests = 100_000;

    /// <param name="shape">Reset and filled for every line.</param>
    /// <param name="limits">Rules for each line: <see cref="InspectionLimits.BatchLine"/> or tighter.</param>
    public static BatchInspectionResult Inspect(ReadOnlySpan<byte> body, RequestShape shape, InspectionLimits limits, BatchLineVisitor visit)
    {
        shape.Reset();
        var bytes = BodyBytes.Check(body);
        if (!bytes.IsAccepted) return new(bytes, -1, 0);

        var walk = new BatchWalk(body, shape, limits, visit);
        try
        {
            return walk.Run() ? new(InspectionResult.Accepted, -1, walk.Lines) : new(walk.Fault, walk.Line, walk.Lines);
        }
        catch (JsonException) // its text quotes the body: it goes nowhere
        {
            return new(new(InspectionFault.Malformed, walk.BytesConsumed, ""), walk.Line, walk.Lines);
        }
    }
}
