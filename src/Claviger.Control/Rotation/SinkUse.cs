using Claviger.Core;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

/// <summary>Two keys never share a place: the second would overwrite the first one's secret, and both services would act as one key.</summary>
internal static class SinkUse
{
    /// <param name="all">The policies as they will be.</param>
    public static Problem? FaultIn(SecretSink sink, IReadOnlyDictionary<RotationScope, RotationSettings> all)
    {
        if (TemplateOf(sink) is not { } template || SinkTarget.TellsKeysApart(template)) return null;
        var users = all.Where(policy => policy.Value.Sink == sink.Name).Select(policy => policy.Key).ToList();
        return users.Count > 1 || users.Any(scope => scope.Type != RotationScopeType.ApiKey)
            ? Problem.Conflict("sink", $"'{sink.Name}' puts every secret in the same place ({template}), so one key alone can have it: give its path or name {{environment}} and {{service}}, or {{key_id}}", "sink_shared")
            : null;
    }

    /// <summary>Null: its messages say which key they are about.</summary>
    private static string? TemplateOf(SecretSink sink) => sink.Kind switch
    {
        SinkKind.File or SinkKind.Vault => sink.Settings.Path,
        SinkKind.Kubernetes => sink.Settings.Name,
        _ => null,
    };
}
