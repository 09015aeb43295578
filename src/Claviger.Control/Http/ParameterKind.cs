namespace Claviger.Control.Http;

internal enum ParameterKind
{
    Text,

    /// <summary>true or false.</summary>
    Flag,
    Number,

    /// <summary>RFC 3339 with an offset.</summary>
    Time,

    /// <summary>Repeated as <c>name[]</c>.</summary>
    List,
    Header,
}
