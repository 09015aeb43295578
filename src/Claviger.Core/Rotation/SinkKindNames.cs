namespace Claviger.Core.Rotation;

public static class SinkKindNames
{
    public static IReadOnlyDictionary<string, SinkKind> All { get; } = Enum.GetValues<SinkKind>().ToDictionary(Of, StringComparer.Ordinal);

    public static string Of(SinkKind kind) => kind switch
    {
        SinkKind.File => "file",
        SinkKind.Command => "command",
        SinkKind.Webhook => "webhook",
        SinkKind.Vault => "vault",
        SinkKind.Kubernetes => "kubernetes",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
