namespace Claviger.Storage.Usage;

/// <summary>Somebody waits until the journal has come to here.</summary>
/// <param name="needsCommit">Whether there must be a commit even if nothing else asks for one.</param>
internal sealed class JournalWaiter(bool needsCommit)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool NeedsCommit => needsCommit;

    public Task Done => _done.Task;

    public void Tell() => _done.TrySetResult();

    public void Fail(Exception error) => _done.TrySetException(error);
}
