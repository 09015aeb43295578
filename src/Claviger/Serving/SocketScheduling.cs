namespace Claviger.Serving;

/// <summary>
/// Whether socket completions run on the polling thread. The runtime reads the variable when the first socket is made, so this
/// must be called before anything connects or listens. ADR 0006 has the measurement.
/// </summary>
/// <remarks>
/// Never with a store over the network, whatever the variable says: a polling thread that asks the store and waits for the answer is the thread
/// that would have to receive it, so both wait until the command times out (ADR 0025).
/// </remarks>
internal static class SocketScheduling
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <param name="overNetwork">Whether the store is a server.</param>
    public static void Choose(bool inline, bool overNetwork = false)
    {
        if (overNetwork) Environment.SetEnvironmentVariable(Variable, "0");
        else if (Environment.GetEnvironmentVariable(Variable) is null) Environment.SetEnvironmentVariable(Variable, inline ? "1" : "0");
    }
}
