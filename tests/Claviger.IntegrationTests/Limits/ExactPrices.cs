using Claviger.Config;

namespace Claviger.IntegrationTests.Limits;

/// <summary>A price file by which a request costs exactly what its max_tokens say, so that caps can be met to the nano-dollar.</summary>
internal sealed class ExactPrices : IDisposable
{
    /// <summary>Output at 10 dollars a million tokens, all else free: 10,000 tokens are ten cents.</summary>
    public const string Model = "claude-sonnet-5-5";

    private readonly string _file = Path.GetTempFileName();

    public ExactPrices() => File.WriteAllText(_file,
        $$"""
        {
          "format": 1,
          "models": [{
            "id": "{{Model}}", "source": "this test",
            "prices": [{
              "effective_from": "2026-10-20", "input": "0", "output": "10", "cache_write_5m": "0", "cache_write_1h": "0", "cache_read": "0", "us_factor": "1/1",
              "source": "this test"
            }]
          }]
        }
        """);

    public ServerConfig In(ServerConfig config) => config with { PricesFile = _file };

    public void Dispose() => File.Delete(_file);

    public static string Body(long maxTokens, bool stream = false) =>
        $$"""{"model":"{{Model}}","max_tokens":{{maxTokens}},"stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"Hello"}]}""";
}
