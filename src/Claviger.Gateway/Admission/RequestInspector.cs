using System.Text.Json;

namespace Claviger.Gateway.Admission;

/// <summary>
/// Reads what governs a Messages body in one pass, without changing a byte, and refuses every body that two parsers could read
/// differently. Any thread; no allocation for an ordinary body. Hostile bodies cost time in proportion to their length, and at most one exception.
/// </summary>
public static class RequestInspector
{
    /// <param name="body">The same bytes that will be forwarded.</param>
    /// <param name="shape">Reset and filled. After a refusal its content means nothing.</param>
    public static InspectionResult Inspect(ReadOnlySpan<byte> body, RequestShape shape, InspectionLimits limits)
    {
        shape.Reset();
        var bytes = BodyBytes.Check(body);
        if (!bytes.IsAccepted) return bytes;

        var walk = new BodyWalk(body, shape, limits, containersAround: 0);
        try
        {
            return walk.Reader.Read() && walk.Run() && walk.IsAtEnd() ? InspectionResult.Accepted : walk.Fault;
        }
        catch (JsonException) // its text quotes the body: it goes nowhere
        {
            return new(InspectionFault.Malformed, (int)walk.Reader.BytesConsumed, "");
        }
    }
}
