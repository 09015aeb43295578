namespace Claviger.Control.Status;

/// <summary>What the status page asks of the data plane, which Control does not know; the program wires it.</summary>
public interface IGatewayStatus
{
    bool Ready { get; }
    int JournalPending { get; }
    long RequestsGoverned { get; }
    long RequestsRefused { get; }
}
