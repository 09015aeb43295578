namespace Claviger.Tests.Ledger;

/// <summary>A limit's queue as schedules see it: the real one, or a mutant.</summary>
internal interface IWaitQueue
{
    int Count { get; }
    object Enter();
    bool HasTurn(object place);

    /// <summary>Before an attempt, so that no change between attempt and wait is missed.</summary>
    void Look(object place);

    Task ChangedSinceLook(object place);
    void Leave(object place);

    /// <summary>Moves money and tells of it.</summary>
    void Move(Action money);
}
