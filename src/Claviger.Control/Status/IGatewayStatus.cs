namespace Claviger.Control.Status;

/// <summary>What the status page asks of the data plane, which Control does not know; the program wires it.</summary>
public interface IGatewayStatus
{
    bool Ready { get; }
    int JournalPending { get; }
    long RequestsGoverned { get; }
    long RequestsRefused { get; }

    /// <summary>Requests that cost more than was held for them; each is a fault of the bound.</summary>
    long BoundViolations { get; }

    /// <summary>Answers 401 of upstream: Claviger's own credential was refused.</summary>
    long CredentialRefusals { get; }

    /// <summary>Streams that were ended because a spend limit had no room for more of them.</summary>
    long StreamsStopped { get; }

    /// <summary>How far the machine's clock lags behind the newest instant in the books; until it has caught up, no period begins anew.</summary>
    TimeSpan ClockLag { get; }
}
