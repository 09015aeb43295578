using System.Text.Json;
using Claviger.Core.Contracts;

namespace Claviger.Tests.Cli;

/// <summary>The secrets of one key as the server would answer them: one, then two after a rotation, then one again.</summary>
public sealed class FakeKeySecrets
{
    private readonly List<ApiKeySecretView> _secrets = [Secret("AbCdEfGhIjK", "clvk_AbCd...wxyz", 11, "current")];

    public HttpResponseMessage? Answer(string method, string[] parts, ApiKeyView? key, string? body)
    {
        switch (method, parts)
        {
            case ("GET", [_, _, "secrets"]):
                return FakeAdminApi.Answer(new ApiKeySecretList(_secrets));
            case ("POST", [_, _, "rotate"]):
                var request = JsonSerializer.Deserialize<RotateApiKeyRequest>(body!, WireJson.Options)!;
                var now = request.Leaked == true || request.OverlapSeconds == 0;
                _secrets[0] = now
                    ? _secrets[0] with { Status = "ended", EndsAt = FakeAdminApi.At(11, 23, 10) }
                    : _secrets[0] with { Status = "overlap", EndsAt = request.EndsAt ?? FakeAdminApi.At(12, 23, 12), OverlapSeconds = request.OverlapSeconds ?? 604_800 };
                _secrets.Insert(0, Secret("NeWNeWNeWNe", "clvk_NeWN...7q2x", 23, "current") with { FirstUsedAt = null, LastUsedAt = null });
                return FakeAdminApi.Answer(new RotatedApiKeyView(key!, FakeAdminApi.Secret, _secrets[1]));
            case ("POST", [_, _, "secrets", _, "end"]):
                _secrets[1] = _secrets[1] with { Status = "ended", EndsAt = FakeAdminApi.At(11, 23, 10), OverlapSeconds = null };
                return FakeAdminApi.Answer(_secrets[1]);
            default:
                return null;
        }
    }

    private static ApiKeySecretView Secret(string id, string hint, int day, string status) =>
        new(id, "api_key_secret", FakeAdminApi.Search, hint, status, FakeAdminApi.At(11, day, 9, 30), FakeAdminApi.At(11, day, 10), FakeAdminApi.At(11, 23, 8, 48), null, null);
}
