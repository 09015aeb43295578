namespace Claviger.Cli.Scan;

/// <summary>What to do about a read that Anthropic refused.</summary>
internal static class AnthropicHints
{
    public static string Of(int status, AnthropicDoor door) => status switch
    {
        401 => $"{AnthropicDoor.KeyVariable} (or --admin-key-stdin) must hold a working Admin API key (sk-ant-admin01-…): Claude Console → Settings → Admin keys",
        403 => $"The key in {AnthropicDoor.KeyVariable} works, and may not do this. An Admin API key is needed (sk-ant-admin01-…): Claude Console → Settings → Admin keys",
        404 => $"Is --base-url the Admin API's address? It was asked at {door.BaseUrl}",
        429 => "Too many calls: run it again in a minute",
        >= 500 => "A fault or a full queue at Anthropic: run it again in a few minutes; https://status.claude.com tells more",
        _ => $"An Admin API key is needed in {AnthropicDoor.KeyVariable} (sk-ant-admin01-…): Claude Console → Settings → Admin keys",
    };
}
