using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Keys;

namespace Claviger.Storage.Keys;

internal sealed record ApiKeyRow
{
    public const string Columns =
        """
        number AS Number, id AS Id, workspace_id AS WorkspaceId, name AS Name, service AS Service, environment AS Environment,
        owner_type AS OwnerType, owner_id AS OwnerId, created_by AS CreatedBy, created_at_ms AS CreatedAtMs, status AS Status,
        expires_at_ms AS ExpiresAtMs, models AS Models, networks AS Networks, max_tokens_ceiling AS MaxTokensCeiling, secret_hint AS SecretHint,
        tier AS Tier, personal AS Personal
        """;

    public int Number { get; init; }
    public string Id { get; init; } = "";
    public string WorkspaceId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Service { get; init; } = "";
    public string Environment { get; init; } = "";
    public string OwnerType { get; init; } = "";
    public string OwnerId { get; init; } = "";
    public string? CreatedBy { get; init; }
    public long CreatedAtMs { get; init; }
    public int Status { get; init; }
    public long? ExpiresAtMs { get; init; }
    public string Models { get; init; } = "[]";
    public string Networks { get; init; } = "[]";
    public long? MaxTokensCeiling { get; init; }
    public string SecretHint { get; init; } = "";
    public string? Tier { get; init; }
    public int Personal { get; init; }

    public ApiKey ToKey() => new()
    {
        Id = new ApiKeyId(Id),
        Number = Number,
        Workspace = new WorkspaceId(WorkspaceId),
        Name = Name,
        Service = Service,
        Environment = Environment,
        Owner = new KeyOwner(OwnerType, OwnerId),
        IsPersonal = Personal != 0,
        CreatedBy = CreatedBy is null ? null : new MemberId(CreatedBy),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs),
        Status = (KeyStatus)Status,
        ExpiresAt = ExpiresAtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
        Rules = Models == "[]" && Networks == "[]" && MaxTokensCeiling is null
            ? KeyRules.None
            : new KeyRules(JsonSerializer.Deserialize<string[]>(Models)!, JsonSerializer.Deserialize<string[]>(Networks)!, MaxTokensCeiling),
        SecretHint = SecretHint,
        Tier = Tier is null ? null : string.Intern(Tier),
    };
}
