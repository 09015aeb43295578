namespace Claviger.Control.Rotation;

/// <summary>The steps of a delivery, for tests that let a process die between any two.</summary>
internal enum DeliveryStep
{
    /// <summary>The secret is stored and works; nobody has it.</summary>
    Made,

    /// <summary>The sink has answered; nothing of that is stored.</summary>
    Brought,

    /// <summary>What happened is stored.</summary>
    Settled,
}
