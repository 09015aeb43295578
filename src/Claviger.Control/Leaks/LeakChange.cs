namespace Claviger.Control.Leaks;

/// <summary>What was taken away, and the holder's status before and after.</summary>
internal sealed record LeakChange(string Effect, string Before, string After, bool RequestsCut);
