using System.Text;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Organizations;
using Claviger.Core.Policy;
using Claviger.Core.Pricing;
using Claviger.Core.Workspaces;

namespace Claviger.Benchmarks;

/// <summary>A policy of many keys, and bodies as the load run sends them.</summary>
internal static class Samples
{
    private const string Line = "The gateway takes a hold, \\\"forwards\\\" the bytes and posts the true cost.\\n";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static (PolicySnapshot Policy, string[] Tokens) Policy(int keys, string upstream = "http://127.0.0.1:1")
    {
        var organization = new OrganizationId("5f2d7f0e-6a41-4c0b-9d3e-0c1f5a7b9e21");
        var workspace = new Workspace
        {
            Id = WorkspaceId.New(), Number = 1, Organization = organization, Name = "Load", Environment = "production", IsDefault = false,
            DisplayColor = "#6C5BB9", Tags = new Dictionary<string, string>(), CreatedAt = Now,
        };
        var pepper = new byte[32];
        var target = Target(upstream);
        var tokens = new string[keys];
        var secrets = new Dictionary<SecretId, GovernedSecret>(keys);
        for (var i = 0; i < keys; i++)
        {
            tokens[i] = KeyToken.New(KeyTokenKind.ApiKey);
            KeyToken.TryRead(tokens[i], out _, out var id);
            var digest = new byte[32];
            KeyToken.Digest(tokens[i], pepper, digest);
            secrets.Add(id, new GovernedSecret(id, new GovernedKey(Key(workspace, i), workspace, 1, target), digest, pepper, LatestEnd: null));
        }

        var prices = PriceBook.BuiltIn;
        return (new PolicySnapshot(
            1, new Organization(organization, 1, "Load", Now), [workspace], secrets, [], new Dictionary<int, byte[]> { [1] = pepper }, prices,
            new int[prices.Models.Length], new Dictionary<int, UpstreamTarget> { [1] = target }), tokens);
    }

    public static GovernedKey Governed(Workspace workspace, int number, SpendLimit[] limits) => new(Key(workspace, number), workspace, 1, Target(), owner: 1, limits);

    public static byte[] Body(int messages, int textBytes, bool stream = false)
    {
        var body = new StringBuilder($$"""{"model":"claude-opus-5","max_tokens":1024,"stream":{{(stream ? "true" : "false")}},"metadata":{"user_id":"u"},"messages":[""");
        for (var i = 0; i < messages; i++)
        {
            body.Append(i > 0 ? "," : "").Append("{\"role\":\"").Append(i % 2 == 0 ? "user" : "assistant").Append("\",\"content\":[{\"type\":\"text\",\"text\":\"");
            for (var written = 0; written < textBytes; written += Line.Length) body.Append(Line);
            body.Append("\"}]}");
        }

        return Encoding.UTF8.GetBytes(body.Append("]}").ToString());
    }

    private static UpstreamTarget Target(string upstream = "http://127.0.0.1:1") => new(new UpstreamId("upstream"), "simulator", new Uri(upstream), "sk-ant-sim-upstream-key");

    private static ApiKey Key(Workspace workspace, int number) => new()
    {
        Id = ApiKeyId.New(), Number = number + 1, Workspace = workspace.Id, Name = $"prod-invoice-reader-{number}", Service = $"invoice-reader-{number}",
        Environment = "production", Owner = new KeyOwner(KeyOwner.Member, "user_01"), CreatedAt = Now, Status = KeyStatus.Active, Rules = new KeyRules([], [], null), SecretHint = "",
    };
}
