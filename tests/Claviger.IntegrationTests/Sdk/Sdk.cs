using Anthropic;
using Anthropic.Core;
using Anthropic.Models.Messages;
using Claviger.IntegrationTests.Hosting;

namespace Claviger.IntegrationTests.Sdk;

/// <summary>The official C# client, pointed at a gateway, checking every answer against its own models.</summary>
internal static class Sdk
{
    public const string Haiku = "claude-haiku-4-5";

    /// <summary>As the SDK sends a key by itself: as a Bearer.</summary>
    public static AnthropicClient Client(TestGateway gateway, string? key = null, int retries = 2) => new(new ClientOptions
    {
        BaseUrl = gateway.Url,
        ApiKey = key ?? gateway.Key.Secret,
        AuthToken = null,
        ResponseValidation = true,
        MaxRetries = retries,
    });

    /// <summary>As older clients send it.</summary>
    public static AnthropicClient LegacyClient(TestGateway gateway, string? key = null) => new(new ClientOptions
    {
        BaseUrl = gateway.Url,
        ApiKey = null,
        AuthToken = null,
        ExtraHeaders = new Dictionary<string, string> { ["x-api-key"] = key ?? gateway.Key.Secret },
        ResponseValidation = true,
    });

    public static MessageCreateParams Ask(string text = "Hello", string? script = null, string model = Haiku, long maxTokens = 1024) => new()
    {
        Model = model,
        MaxTokens = maxTokens,
        Messages = [new UserMessageParam(text)],
        Metadata = script is null ? null : new Metadata { UserID = "sim:" + script },
    };

    public static async Task<List<T>> AllAsync<T>(this IPage<T> first)
    {
        var all = new List<T>();
        await foreach (var item in first.Paginate()) all.Add(item);
        return all;
    }
}
