using Claviger.Control.Alerts;
using Claviger.Control.Audit;
using Claviger.Control.Emergency;
using Claviger.Control.Access;
using Claviger.Control.AdminKeys;
using Claviger.Control.Authentication;
using Claviger.Control.Checklist;
using Claviger.Control.Environments;
using Claviger.Control.Groups;
using Claviger.Control.Http;
using Claviger.Control.Invites;
using Claviger.Control.Keys;
using Claviger.Control.Leaks;
using Claviger.Control.Ledger;
using Claviger.Control.Limits;
using Claviger.Control.Members;
using Claviger.Control.Offboarding;
using Claviger.Control.OpenApi;
using Claviger.Control.OrganizationFiles;
using Claviger.Control.Organizations;
using Claviger.Control.Rates;
using Claviger.Control.Requests;
using Claviger.Control.Roles;
using Claviger.Control.Rotation;
using Claviger.Control.ServiceAccounts;
using Claviger.Control.Sightings;
using Claviger.Control.SignIn;
using Claviger.Control.Status;
using Claviger.Control.Upstreams;
using Claviger.Control.Usage;
using Claviger.Control.Workspaces;
using Claviger.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Claviger.Control;

/// <summary>The table of contents of the Admin API.</summary>
public static class AdminApi
{
    public const string Root = "/v1/organizations";

    /// <summary>Anthropic's feed of activities lies beside the organizations.</summary>
    public const string ComplianceRoot = "/v1/compliance";

    /// <summary>Where scanners of secrets send what they find.</summary>
    public const string SecretScanningRoot = "/v1/secret_scanning";

    public static IReadOnlyList<string> Roots { get; } = [Root, ComplianceRoot, SecretScanningRoot];

    /// <summary>Whether a path belongs to the control plane.</summary>
    public static bool Owns(PathString path) => path.StartsWithSegments(Root) || path.StartsWithSegments(ComplianceRoot) || path.StartsWithSegments(SecretScanningRoot);

    public static IServiceCollection AddAdminApi(this IServiceCollection services) => services
        .AddSingleton<AdminAuthentication>()
        .AddSingleton<CreateKey>().AddSingleton<UpdateKey>().AddSingleton<ListKeys>()
        .AddSingleton<RotateKey>().AddSingleton<EndKeySecret>().AddSingleton<ListKeySecrets>().AddSingleton<BrowseKeys>().AddSingleton<CreateGovernedKey>().AddSingleton<RecordSecretUse>()
        .AddSingleton<ListKeySightings>().AddSingleton<RecordSightings>().AddSingleton<ListEnvironments>().AddSingleton<SetEnvironment>().AddSingleton<DeleteEnvironment>()
        .AddSingleton<AuditFacts>().AddSingleton<GatherFacts>().AddSingleton<ReadChecklist>().AddSingleton<RecordChecklist>().AddSingleton<KeepChecklistRuns>().AddSingleton<ListChecklistRuns>()
        .AddSingleton<SetChecklistSettings>().AddSingleton<WaiveFinding>().AddSingleton<EndWaiver>().AddSingleton<ListWaivers>().AddSingleton<FixChecklist>()
        .AddSingleton<ReadOrganizationState>().AddSingleton<PlanOrganization>().AddSingleton<BringNewSecrets>().AddSingleton<ApplyOrganization>().AddSingleton<ApplyChange>()
        .AddSingleton<ApplyRules>().AddSingleton<ApplyPeople>().AddSingleton<ApplyPlaces>().AddSingleton<ApplyKeys>().AddSingleton<ApplyAlerts>()
        .AddSingleton<RecentRequests>().AddSingleton<ChecklistTurns>().AddSingleton<GatherAlertFacts>().AddSingleton<EvaluateAlerts>().AddSingleton<DeliverAlerts>().AddSingleton<WriteDigests>().AddSingleton<ForgetAlerts>().AddSingleton<AlertService>()
        .AddSingleton<HttpAlerts>().AddSingleton<IAlertSender, MailAlerts>().AddSingleton<IAlertSender, SlackAlerts>().AddSingleton<IAlertSender, WebhookAlerts>().AddSingleton<IAlertSender, PagerDutyAlerts>()
        .AddSingleton<ListAlerts>().AddSingleton<AcknowledgeAlert>().AddSingleton<RetryAlertDelivery>().AddSingleton<ListAlertSettings>().AddSingleton<CountAlerts>().AddSingleton<EditAlertChannel>().AddSingleton<RotateAlertChannelSecret>().AddSingleton<TestAlertChannel>().AddSingleton<EditAlertRule>().AddSingleton<SetAlertRoute>()
        .AddSingleton<CreateWorkspace>().AddSingleton<UpdateWorkspace>().AddSingleton<ArchiveWorkspace>().AddSingleton<ListWorkspaces>()
        .AddSingleton<LimitStandings>().AddSingleton<ListSpendLimits>().AddSingleton<ReportSpendLimits>().AddSingleton<ReportEffectiveLimits>()
        .AddSingleton<SetSpendLimit>().AddSingleton<DeleteSpendLimit>().AddSingleton<GrantSpend>().AddSingleton<EndGrant>()
        .AddSingleton<AskForIncrease>().AddSingleton<ListIncreaseRequests>().AddSingleton<DecideIncrease>()
        .AddSingleton<BrowseLimits>().AddSingleton<BrowseWorkspaces>().AddSingleton<BrowseWorkspaceMembers>().AddSingleton<BrowseTiers>()
        .AddSingleton<ListUnresolved>().AddSingleton<ResolveSpend>().AddSingleton<VerifyLedger>()
        .AddSingleton<ReadOrganizationSettings>().AddSingleton<UpdateOrganizationSettings>()
        .AddSingleton<ListTiers>().AddSingleton<CreateTier>().AddSingleton<UpdateTier>().AddSingleton<DeleteTier>()
        .AddSingleton<ListRateLimits>().AddSingleton<UpdateWorkspaceRateLimit>().AddSingleton<SetOrganizationTier>()
        .AddSingleton<StopInEmergency>().AddSingleton<MergedAct>().AddSingleton<MergeEmergencies>()
        .AddSingleton<TokenMatcher>().AddSingleton<ReportLeaks>().AddSingleton<StopLeaksInEmergency>().AddSingleton<ReportLeaksByHand>().AddSingleton<TakeGitHubReport>()
        .AddSingleton<CheckpointService>().AddSingleton<CheckpointPusher>().AddSingleton<ReadAuditStatus>()
        .AddSingleton<ListAuditEntries>().AddSingleton<ListCheckpoints>().AddSingleton<ExportAuditLog>().AddSingleton<ListActivities>().AddSingleton<ListRequests>().AddSingleton<RecordAuditReview>().AddSingleton<ListAuditReviews>()
        .AddSingleton<ShowChecklist>().AddSingleton<NameEntities>().AddSingleton<VerifyAuditLog>().AddSingleton<BrowseRequests>()
        .AddSingleton<ListMembers>().AddSingleton<UpdateMember>().AddSingleton<RemoveMember>().AddSingleton<OffboardMember>().AddSingleton<ListOffboardings>()
        .AddSingleton<BrowseMembers>().AddSingleton<DescribeMember>().AddSingleton<ExplainMember>().AddSingleton<BrowseGroups>().AddSingleton<ReadRoles>().AddSingleton<BrowseInvites>()
        .AddSingleton<ReportMemberLimits>().AddSingleton<ListOwnFailures>()
        .AddSingleton<ListWorkspaceMembers>().AddSingleton<SetWorkspaceMember>().AddSingleton<RemoveWorkspaceMember>()
        .AddSingleton<CreateInvite>().AddSingleton<AcceptInvite>().AddSingleton<DeleteInvite>().AddSingleton<ListInvites>()
        .AddSingleton<CreateAdminKey>().AddSingleton<UpdateAdminKey>().AddSingleton<ListAdminKeys>().AddSingleton<BrowseAdminKeys>()
        .AddSingleton<CreateServiceAccount>().AddSingleton<UpdateServiceAccount>().AddSingleton<ArchiveServiceAccount>().AddSingleton<ListServiceAccounts>()
        .AddSingleton<SetServiceAccountWorkspace>().AddSingleton<ListServiceAccountWorkspaces>()
        .AddSingleton<EditGroup>().AddSingleton<EditGroupMembers>().AddSingleton<ListGroups>()
        .AddSingleton<EditRole>().AddSingleton<AssignRole>().AddSingleton<ListRoles>().AddSingleton<ExplainAccess>()
        .AddSingleton<BreakDownUsage>().AddSingleton<ForecastCaps>().AddSingleton<ReportUsage>().AddSingleton<ReportCost>().AddSingleton<ForecastSpend>().AddSingleton<ReportClaudeCode>().AddSingleton<ReadStatus>().AddSingleton<ReadDeploymentSettings>().AddSingleton<NameThings>().AddSingleton<SyncUpstream>().AddSingleton<ListUpstreams>().AddSingleton<EditUpstream>().AddSingleton<UseUpstream>().AddSingleton<DescribeApi>()
        .AddSingleton<SignInThrottle>().AddSingleton<LocalPasswords>().AddSingleton<ReadSession>().AddSingleton<EndSession>().AddSingleton<ConfirmIdentity>().AddSingleton<SetPassword>().AddSingleton<SetAuthenticator>()
        .AddSingleton<IssueSignInLink>().AddSingleton<SignInByLink>().AddSingleton<SignInByPassword>().AddSingleton<SignInByAdminKey>()
        .AddSingleton<SinkFactory>().AddSingleton<SinkBearer>().AddSingleton<SettleDelivery>().AddSingleton<DeliverSecret>().AddSingleton<ExtendOverlaps>().AddSingleton<Rotator>()
        .AddSingleton<SetRotationPolicy>().AddSingleton<ListRotationPolicies>().AddSingleton<ListRotations>().AddSingleton<FindOverdue>().AddSingleton<BrowseRotations>().AddSingleton<ReadRotation>().AddSingleton<ReadRotationPolicy>()
        .AddSingleton<ListSecretSinks>().AddSingleton<PutSecretSink>().AddSingleton<DeleteSecretSink>();

    /// <summary>To be called before routing decides: nobody learns by 404 against 401 which admin routes exist.</summary>
    public static void UseAdminApi(this IApplicationBuilder app)
    {
        var authentication = app.ApplicationServices.GetRequiredService<AdminAuthentication>();
        app.Use(async (http, next) =>
        {
            // SQLite works on the calling thread, which may be a socket's: leave it to the sockets.
            await Task.Yield();
            try
            {
                await authentication.InvokeAsync(http, () => next(http));
            }
            catch (Exception error) when (error is not OperationCanceledException && !http.Response.HasStarted)
            {
                await AdminCall.FailAsync(http, error);
            }
        });
    }

    /// <exception cref="InvalidOperationException">A route declares no permission: the program must not start with one that nobody thought about.</exception>
    public static void MapAdminApi(this IEndpointRouteBuilder endpoints)
    {
        var organizations = endpoints.MapGroup(Root);
        organizations.MapOrganization();
        organizations.MapMembers();
        organizations.MapOffboarding();
        organizations.MapInvites();
        organizations.MapAdminKeys();
        organizations.MapServiceAccounts();
        organizations.MapGroups();
        organizations.MapRoles();
        organizations.MapAccess();
        organizations.MapEnvironments();
        organizations.MapWorkspaces();
        organizations.MapUpstreams();
        organizations.MapKeys();
        organizations.MapRotation();
        organizations.MapLeaks();
        organizations.MapRates();
        organizations.MapUsage();
        organizations.MapSpendLimits();
        organizations.MapIncreaseRequests();
        organizations.MapLedger();
        organizations.MapChecklist();
        organizations.MapOrganizationFile();
        organizations.MapAlerts();
        organizations.MapAudit();
        organizations.MapStatus();
        organizations.MapRequestLog();
        organizations.MapOpenApi();
        endpoints.MapGroup(ComplianceRoot).MapCompliance();
        endpoints.MapGroup(SecretScanningRoot).MapSecretScanning();
        foreach (var root in Roots)
            endpoints.MapFallback(root + "/{**rest}", http => AdminResponse.WriteAsync(http, new Problem(ProblemKind.NotFound, "there is nothing at this path with this method")));

        foreach (var endpoint in endpoints.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(IsRoute))
        {
            if (endpoint.Metadata.GetMetadata<Declaration>() is null) throw new InvalidOperationException($"route {endpoint.DisplayName} declares no permission");
            if (endpoint.Metadata.GetMetadata<Documentation>() is null && endpoint.Metadata.GetMetadata<ForeignForm>() is null) throw new InvalidOperationException($"route {endpoint.DisplayName} is not documented: give it .Documents or .DocumentsOurs");
        }
    }

    /// <summary>A route of ours, and not the fallback that says that there is none.</summary>
    internal static bool IsRoute(RouteEndpoint endpoint) =>
        endpoint.Order != int.MaxValue && Roots.Any(root => endpoint.RoutePattern.RawText?.StartsWith(root, StringComparison.Ordinal) == true);
}
