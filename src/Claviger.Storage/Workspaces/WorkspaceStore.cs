using System.Text.Json;
using Claviger.Core;
using Claviger.Core.Workspaces;

namespace Claviger.Storage.Workspaces;

public static class WorkspaceStore
{
    private const string Columns =
        """
        number AS Number, id AS Id, organization_id AS OrganizationId, name AS Name, environment AS Environment, is_default AS IsDefault,
        display_color AS DisplayColor, tags AS Tags, upstream_id AS UpstreamId, created_at_ms AS CreatedAtMs, archived_at_ms AS ArchivedAtMs, tier AS Tier,
        workspace_geo AS WorkspaceGeo, allowed_inference_geos AS AllowedGeos, default_inference_geo AS DefaultGeo, external_key_id AS ExternalKey, user_profile_id AS UserProfile
        """;

    /// <summary><see cref="Workspace.Number"/> of the argument is ignored; the store gives one.</summary>
    public static Workspace Add(AdminTransaction tx, Workspace workspace) => tx.One<Row>(
        $"""
        INSERT INTO workspaces (id, organization_id, name, environment, is_default, display_color, tags, upstream_id, created_at_ms, tier,
            workspace_geo, allowed_inference_geos, default_inference_geo, external_key_id, user_profile_id)
        VALUES (@id, @organization, @name, @environment, @isDefault, @color, @tags, @upstream, @at, @tier, @geo, @allowed, @defaultGeo, @externalKey, @userProfile) RETURNING {Columns}
        """,
        new
        {
            id = workspace.Id.Value,
            organization = workspace.Organization.Value,
            name = workspace.Name,
            environment = workspace.Environment,
            isDefault = workspace.IsDefault ? 1 : 0,
            color = workspace.DisplayColor,
            tags = JsonSerializer.Serialize(workspace.Tags),
            upstream = workspace.Upstream?.Value,
            at = workspace.CreatedAt.ToUnixTimeMilliseconds(),
            tier = workspace.Tier,
            geo = workspace.Residency.WorkspaceGeo,
            allowed = GeoNames.TextOf(workspace.Residency.Allowed),
            defaultGeo = GeoNames.Of(workspace.Residency.Default),
            externalKey = workspace.ExternalKey,
            userProfile = workspace.UserProfile,
        }).ToWorkspace();

    public static void Update(AdminTransaction tx, Workspace workspace) => tx.Execute(
        """
        UPDATE workspaces SET name = @name, display_color = @color, tags = @tags, archived_at_ms = @archived, tier = @tier,
            allowed_inference_geos = @allowed, default_inference_geo = @defaultGeo, external_key_id = @externalKey, user_profile_id = @userProfile
        WHERE id = @id
        """,
        new
        {
            id = workspace.Id.Value,
            name = workspace.Name,
            color = workspace.DisplayColor,
            tags = JsonSerializer.Serialize(workspace.Tags),
            archived = workspace.ArchivedAt?.ToUnixTimeMilliseconds(),
            tier = workspace.Tier,
            allowed = GeoNames.TextOf(workspace.Residency.Allowed),
            defaultGeo = GeoNames.Of(workspace.Residency.Default),
            externalKey = workspace.ExternalKey,
            userProfile = workspace.UserProfile,
        });

    /// <param name="upstream">Null: the configured one.</param>
    public static void SetUpstream(AdminTransaction tx, WorkspaceId id, UpstreamId? upstream) =>
        tx.Execute("UPDATE workspaces SET upstream_id = @upstream WHERE id = @id", new { id = id.Value, upstream = upstream?.Value });

    /// <summary>Null when it is missing or another organization's: the two must look the same.</summary>
    public static Workspace? Find(AdminTransaction tx, OrganizationId organization, string id) =>
        tx.First<Row>($"SELECT {Columns} FROM workspaces WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToWorkspace();

    public static Workspace? Find(Reader reader, OrganizationId organization, string id) =>
        reader.First<Row>($"SELECT {Columns} FROM workspaces WHERE id = @id AND organization_id = @organization", new { id, organization = organization.Value })?.ToWorkspace();

    public static bool LiveNameTaken(AdminTransaction tx, OrganizationId organization, string name, string exceptId) =>
        tx.First<string>(
            "SELECT id FROM workspaces WHERE organization_id = @organization AND name = @name AND archived_at_ms IS NULL AND id <> @exceptId",
            new { organization = organization.Value, name, exceptId }) is not null;

    public static int CountLive(AdminTransaction tx, OrganizationId organization) =>
        tx.One<int>("SELECT COUNT(*) FROM workspaces WHERE organization_id = @organization AND archived_at_ms IS NULL AND is_default = 0", new { organization = organization.Value });

    /// <summary>By number, which is the order of creation.</summary>
    public static IReadOnlyList<Workspace> List(Reader reader, OrganizationId organization, bool includeArchived, bool includeDefault) =>
        reader.Query<Row>(
            $"""
            SELECT {Columns} FROM workspaces
            WHERE organization_id = @organization AND (@includeArchived OR archived_at_ms IS NULL) AND (@includeDefault OR is_default = 0)
            ORDER BY number
            """,
            new { organization = organization.Value, includeArchived, includeDefault }).Select(row => row.ToWorkspace()).ToList();

    public static IReadOnlyList<Workspace> All(Reader reader) =>
        reader.Query<Row>($"SELECT {Columns} FROM workspaces").Select(row => row.ToWorkspace()).ToList();

    private sealed record Row
    {
        public int Number { get; init; }
        public string Id { get; init; } = "";
        public string OrganizationId { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Environment { get; init; }
        public bool IsDefault { get; init; }
        public string DisplayColor { get; init; } = "";
        public string Tags { get; init; } = "{}";
        public string? UpstreamId { get; init; }
        public long CreatedAtMs { get; init; }
        public long? ArchivedAtMs { get; init; }
        public string? Tier { get; init; }
        public string WorkspaceGeo { get; init; } = "";
        public string AllowedGeos { get; init; } = "";
        public string DefaultGeo { get; init; } = "";
        public string? ExternalKey { get; init; }
        public string? UserProfile { get; init; }

        public Workspace ToWorkspace() => new()
        {
            Id = new WorkspaceId(Id),
            Number = Number,
            Organization = new OrganizationId(OrganizationId),
            Name = Name,
            Environment = Environment,
            IsDefault = IsDefault,
            DisplayColor = DisplayColor,
            Tags = JsonSerializer.Deserialize<Dictionary<string, string>>(Tags)!,
            Upstream = UpstreamId is null ? null : new UpstreamId(UpstreamId),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs),
            ArchivedAt = ArchivedAtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null,
            Tier = Tier,
            Residency = new DataResidency(WorkspaceGeo, GeoNames.Read(AllowedGeos), GeoNames.Inference[DefaultGeo]),
            ExternalKey = ExternalKey,
            UserProfile = UserProfile,
        };
    }
}
