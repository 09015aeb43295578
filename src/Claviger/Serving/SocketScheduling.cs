namespace Claviger.Serving;

/// <summary>
/// Whether socket completions run on the polling thread. The runtime reads the variable when the first socket is made, so this
/// must be called before anything connects or listens. ADR 0006 has the measurement.
/// </summary>
internal static class SocketScheduling
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static void Choose(bool inline)
    {
        if (Environment.GetEnvironmentVariable(Variable) is null) Environment.SetEnvironmentVariable(Variable, inline ? "1" : "0");
    }
}
