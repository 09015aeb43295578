namespace Claviger.Simulator.Wire;

/// <summary>
/// Leaves a started answer unfinished. Thrown through to the server because then it sends what was flushed and closes;
/// aborting the connection could lose those bytes, and a test would not know how many events its reader saw.
/// </summary>
#pragma warning disable CA1032, CA1064 // nobody outside constructs or catches it
internal sealed class StreamCutException() : Exception("cut as scripted");
#pragma warning restore CA1032, CA1064
