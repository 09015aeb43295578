using System.Runtime.InteropServices;

namespace Claviger.Serving;

/// <summary>Waits for Ctrl+C or SIGTERM, and keeps the runtime from ending the process before the server has closed its books.</summary>
internal static class UntilStopped
{
    public static async Task WaitAsync(CancellationToken ct)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using var cancel = ct.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }
}
