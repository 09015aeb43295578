using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Claviger.Control.Leaks;

/// <summary>
/// Keys from an address, asked for when they are needed, with conditional requests. An unknown identifier may be a new key or a
/// stranger's invention: it asks again at most once a minute, whoever calls how often.
/// </summary>
public sealed partial class FetchedGitHubKeys : IGitHubKeys, IDisposable
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMinutes(1);

    /// <summary>Also without an unknown identifier, so that a key that GitHub took back ends here.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromDays(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Uri _address;
    private readonly TimeProvider _clock;
    private readonly ILogger<FetchedGitHubKeys> _log;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile GitHubKeySet? _keys;
    private EntityTagHeaderValue? _tag;
    private long? _askedAt;
    private long? _gotAt;

    public FetchedGitHubKeys(Uri address, TimeProvider clock, ILogger<FetchedGitHubKeys> log)
    {
        (_address, _clock, _log) = (address, clock, log);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Patience, MaxResponseContentBufferSize = 256 * 1024 };
    }

    public async ValueTask<GitHubKeySet?> ForAsync(string identifier)
    {
        if (Suffices(identifier)) return _keys;
        await _gate.WaitAsync();
        try
        {
            if (!Suffices(identifier) && (_askedAt is not { } asked || _clock.GetElapsedTime(asked) >= AtMostEvery)) await AskAsync();
            return _keys;
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool Suffices(string identifier) => _keys?.Knows(identifier) == true && _gotAt is { } got && _clock.GetElapsedTime(got) < StaleAfter;

    private async Task AskAsync()
    {
        _askedAt = _clock.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _address);
            request.Headers.Accept.ParseAdd("application/json");
            request.Headers.UserAgent.ParseAdd("claviger"); // GitHub refuses callers without one
            if (_keys is not null && _tag is not null) request.Headers.IfNoneMatch.Add(_tag);
            using var answer = await _http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.NotModified)
            {
                if (answer.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"it answered {(int)answer.StatusCode}");
                _keys = GitHubKeySet.Parse(await answer.Content.ReadAsByteArrayAsync());
                _tag = answer.Headers.ETag;
            }

            _gotAt = _askedAt;
        }
        catch (Exception error) when (error is HttpRequestException or FormatException or TaskCanceledException or IOException)
        {
            LogNotFetched(_address.Host, error.Message);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "GitHub's public keys can't be fetched from {Host}: {Reason}. Leak reports are judged by the last ones that came, if there are any")]
    private partial void LogNotFetched(string host, string reason);
}
