namespace Claviger.Simulator.Recording;

/// <summary>One request as it came over the wire.</summary>
/// <param name="Target">The raw request target, query included, nothing decoded.</param>
/// <param name="Headers">In the order and the spelling they came in.</param>
public sealed record RecordedRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>All values of a header, whatever its case.</summary>
    public IEnumerable<string> HeaderValues(string name) =>
        Headers.Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);
}
