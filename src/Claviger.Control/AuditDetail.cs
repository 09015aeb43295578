using System.Text.Json;

namespace Claviger.Control;

/// <summary>The detail object of an audit entry. Never a secret; values as they were set.</summary>
internal static class AuditDetail
{
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var detail = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields) detail.Add(name, value);
        return JsonSerializer.Serialize(detail);
    }
}
