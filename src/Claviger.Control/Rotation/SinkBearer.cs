using Claviger.Core;
using Claviger.Core.Keys;
using Claviger.Core.Rotation;
using Claviger.Storage;
using Claviger.Storage.Rotation;
using Claviger.Storage.Secrets;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Rotation;

/// <summary>Brings a token to a sink and looks whether it is there, each within the sink's patience.</summary>
public sealed partial class SinkBearer(Database database, Sealer sealer, KeyFile keyFile, SinkFactory sinks, RotationOptions options, TimeProvider clock, ILogger<SinkBearer> log)
{
    public async Task<SinkResult> BringAsync(SecretSink sink, OrganizationId organization, ApiKey key, string token, CancellationToken ct)
    {
        using var open = Open(sink, organization, out var problem);
        if (open is null) return SinkResult.Refused(problem!);
        var result = await WithinAsync(async inner => await open.DeliverAsync(key, token, inner), sink, ct);
        return result.Outcome == SinkOutcome.Refused || !open.CanRead ? result : await CompareAsync(open, sink, key, there => there == token, result, ct);
    }

    /// <summary>Whether a secret has arrived whose token nobody has any more. In doubt where the sink can't say.</summary>
    public async Task<SinkResult> LookAsync(SecretSink sink, OrganizationId organization, ApiKey key, KeySecret secret, CancellationToken ct)
    {
        using var open = Open(sink, organization, out var problem);
        if (open is null || !open.CanRead) return SinkResult.InDoubt(problem ?? "the process that delivered it stopped, and this kind of sink can't be read");
        return await CompareAsync(open, sink, key, there => Is(there, secret), SinkResult.InDoubt("the process that delivered it stopped"), ct);
    }

    private async Task<SinkResult> CompareAsync(ISecretSink open, SecretSink sink, ApiKey key, Func<string, bool> isIt, SinkResult otherwise, CancellationToken ct) => await WithinAsync(async inner =>
    {
        try
        {
            return await open.ReadAsync(key, inner) is { } there && isIt(there) ? SinkResult.Delivered
                : SinkResult.Refused(otherwise.Reason is { } reason ? $"{reason}; it did not arrive" : "it was taken, and something else is there when it is read back");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(sink.Name, error);
            // It was taken, says the sink, and only reading is refused: that is no doubt about the delivery.
            return otherwise.Outcome == SinkOutcome.Delivered ? otherwise : SinkResult.InDoubt(otherwise.Reason ?? "it can't be read back");
        }
    }, sink, ct);

    private async Task<SinkResult> WithinAsync(Func<CancellationToken, Task<SinkResult>> act, SecretSink sink, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(options.Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await act(both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return SinkResult.InDoubt($"it gave no answer within {options.Patience.TotalSeconds:0} seconds");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(sink.Name, error);
            return SinkResult.InDoubt($"it failed ({error.GetType().Name}); the server's log has the cause");
        }
    }

    private ISecretSink? Open(SecretSink sink, OrganizationId organization, out string? problem)
    {
        problem = null;
        try
        {
            using var reader = database.Read();
            return sinks.Make(sink, SecretSinkStore.Credential(reader, sealer, organization, sink.Name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            problem = $"the sink can't be used: {error.Message}";
            return null;
        }
    }

    private bool Is(string token, KeySecret secret)
    {
        if (!KeyToken.TryRead(token, out _, out var id) || id != secret.Id || !keyFile.Peppers.TryGetValue(secret.PepperVersion, out var pepper)) return false;
        var digest = new byte[32];
        KeyToken.Digest(token, pepper, digest);
        return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(digest, secret.Digest);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Secret sink {Sink} failed")]
    private partial void LogFailed(string sink, Exception error);
}
