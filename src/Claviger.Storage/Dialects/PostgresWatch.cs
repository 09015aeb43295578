using Npgsql;

namespace Claviger.Storage.Dialects;

/// <summary>
/// Follows what other processes commit: woken by NOTIFY, and asks by itself twice a second, because a notification is lost with its
/// connection. So it also knows whether the server answers. In real time, whatever clock the program has.
/// </summary>
internal sealed class PostgresWatch
{
    public const string Channel = "claviger_changes";

    /// <summary>The half of what promise R5 allows: the other half is for building the snapshot.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Readiness turns within 5 seconds (R7), also where the server is paused: it takes connections and says nothing.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private readonly string _words;

    public PostgresWatch(NpgsqlConnectionStringBuilder words)
    {
        Contact = StoreContact.With(TimeProvider.System);
        _words = new NpgsqlConnectionStringBuilder(words.ConnectionString) { Pooling = false, ApplicationName = "claviger watch", Timeout = 2, CommandTimeout = 2 }.ConnectionString;
    }

    public StoreContact Contact { get; }

    public async Task RunAsync(ChangeFeed changes, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(changes, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception) // whatever it is, the server can't be relied on, and the next try will tell
            {
                Contact.Lost();
                await Task.Delay(AskEvery, CancellationToken.None);
            }
        }
    }

    private async Task FollowAsync(ChangeFeed changes, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_words);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        await using var ask = new NpgsqlCommand("SELECT COALESCE(MAX(number), 0) FROM changes", connection);
        while (true)
        {
            var asked = TimeProvider.System.GetTimestamp();
            var newest = await AnswerAsync(ask, ct);
            if (newest > changes.Latest) changes.Announce(newest);
            Contact.Heard(asked);
            await connection.WaitAsync(AskEvery, ct);
        }
    }

    /// <summary>By our own timer: the driver's would first ask a server that says nothing to give up, and wait for that answer too.</summary>
    private async Task<long> AnswerAsync(NpgsqlCommand ask, CancellationToken ct)
    {
        try
        {
            return (long)(await ask.ExecuteScalarAsync(ct).WaitAsync(AnswerWithin, ct))!;
        }
        catch (TimeoutException)
        {
            Contact.Lost(); // now, and not when the connection has been taken down
            throw;
        }
    }
}
