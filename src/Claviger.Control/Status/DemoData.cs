namespace Claviger.Control.Status;

/// <summary>Whether what is in the store was invented to be looked at: whoever shows it says so.</summary>
public sealed record DemoData(bool IsDemo);
