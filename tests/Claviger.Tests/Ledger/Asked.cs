using Claviger.Gateway.Ledger;

namespace Claviger.Tests.Ledger;

/// <summary>A request for a hold that one thread plays: whether it still waits, and what became of it.</summary>
internal sealed class Asked(Task<HoldAnswer> answer)
{
    public bool IsDone => answer.IsCompleted;

    public bool IsCanceled => answer.IsCanceled;

    /// <summary>Null when it got its hold.</summary>
    public SpendRefusal? Refusal => Answer.Refusal;

    public Hold Hold => Answer.Refusal is { } refusal ? throw new InvalidOperationException($"refused: {refusal}") : Answer.Hold;

    private HoldAnswer Answer => answer.IsCompleted ? answer.GetAwaiter().GetResult() : throw new InvalidOperationException("it still waits");
}
