namespace Claviger.Core.Usage;

/// <summary>The place of an open request in the journal.</summary>
public readonly record struct JournalTicket(int Slot);
