using Claviger.Core.Contracts;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

internal static class SecretSinkViews
{
    public static SecretSinkView Of(SecretSink sink) => new("secret_sink", sink.Name, SinkKindNames.Of(sink.Kind), Of(sink.Settings), sink.HasCredential, sink.CreatedAt, sink.UpdatedAt);

    public static SinkSettings Read(PutSecretSinkRequest s) => new(s.Url, s.Path, s.Command, s.Field, s.Mount, s.Namespace, s.RoleId, s.AuthMount, s.SecretName, s.CaCertificate);

    private static SecretSinkSettings Of(SinkSettings s) => new(s.Url, s.Path, s.Command, s.Field, s.Mount, s.Namespace, s.RoleId, s.AuthMount, s.Name, s.CaCertificate);
}
