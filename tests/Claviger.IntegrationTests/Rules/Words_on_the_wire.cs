using System.Text.RegularExpressions;
using Claviger.Control.Http;
using Claviger.Control.Keys;
using Claviger.Control.Usage;
using Claviger.Core;
using Claviger.Core.Access;
using Claviger.Core.Audit;
using Claviger.Core.Keys;
using Claviger.Core.Limits;
using Claviger.Core.Rates;
using Claviger.Core.Usage;
using Claviger.Gateway.Admission;
using Claviger.Storage.Usage;
using Xunit;

namespace Claviger.IntegrationTests.Rules;

/// <summary>Every member of an enumeration that leaves the program has its word, and no two share one.</summary>
public sealed partial class Words_on_the_wire
{
    private static readonly string[] ErrorTypes =
    [
        "invalid_request_error", "authentication_error", "permission_error", "not_found_error", "conflict_error", "request_too_large",
        "api_error", "timeout_error", "not_supported", "billing_error", "rate_limit_error",
    ];

    [Fact]
    public void Every_problem_has_a_status_and_a_type()
    {
        foreach (var kind in Enum.GetValues<ProblemKind>())
        {
            var (status, type) = ProblemWire.Of(kind);
            Assert.InRange(status, 400, 599);
            Assert.Contains(type, ErrorTypes);
        }

        Assert.Equal(Enum.GetValues<ProblemKind>().Length, Enum.GetValues<ProblemKind>().Select(kind => ProblemWire.Of(kind).Status).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => ProblemWire.Of((ProblemKind)999));
    }

    [Fact]
    public void Every_refusal_has_its_form_and_its_label()
    {
        var refusals = Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None).ToList();
        foreach (var refusal in refusals)
        {
            var form = RefusalWire.Of(refusal);
            Assert.InRange(form.Status, 400, 599);
            Assert.Contains(form.Type, ErrorTypes);
            Assert.False(form.Message.EndsWith('.') || form.Message.Length == 0, form.Message);
            Assert.True(!form.Retry || form.Status is 429 or >= 500, $"{refusal}: a retry of the same request can't help");
        }

        Assert.All(refusals.Select(RefusalWire.Label), label => Assert.Matches(Snake(), label));
        Assert.Equal(refusals.Count, refusals.Select(RefusalWire.Label).Distinct().Count());
        Assert.Equal(refusals.Count, refusals.Select(refusal => RefusalWire.Of(refusal).Message).Distinct().Count());
    }

    [Fact]
    public void Every_permission_is_a_noun_and_a_verb() => AreWords(Enum.GetValues<Permission>().Select(PermissionNames.Of), NounVerb());

    [Fact]
    public void Every_kind_of_act_has_its_name() => AreWords(Enum.GetValues<AuditKind>().Select(AuditKindNames.Of), Snake());

    [Fact]
    public void Every_role_has_Anthropics_name() =>
        Assert.Equal(["user", "claude_code_user", "developer", "billing", "admin"], Enum.GetValues<OrganizationRole>().Select(OrganizationRoleNames.Of));

    [Fact]
    public void Every_workspace_role_has_Anthropics_name() => Assert.Equal(
        ["workspace_user", "workspace_restricted_developer", "workspace_developer", "workspace_admin", "workspace_billing"], Enum.GetValues<WorkspaceRole>().Select(WorkspaceRoleNames.Of));

    [Fact]
    public void Every_status_of_a_key_has_Anthropics_name()
    {
        Assert.Equal(["active", "inactive", "archived", "expired"], Enum.GetValues<KeyStatus>().Select(KeyViews.Name));
        Assert.All(Enum.GetValues<KeyStatus>(), status => Assert.Equal(status, KeyViews.Statuses[KeyViews.Name(status)]));
    }

    [Fact]
    public void Everything_a_spend_limit_is_made_of_has_its_word()
    {
        Assert.Equal(["organization", "workspace", "api_key", "user", "service_account"], Enum.GetValues<LimitScopeType>().Select(LimitNames.Of));
        Assert.Equal(["daily", "weekly", "monthly", "lifetime"], Enum.GetValues<LimitPeriod>().Select(LimitNames.Of));
        Assert.Equal(["hard", "soft", "shadow"], Enum.GetValues<LimitMode>().Select(LimitNames.Of));
        Assert.Equal(["reserve", "slice"], Enum.GetValues<AtCap>().Select(LimitNames.Of));
        Assert.Equal(["billing_error", "invalid_request_error"], Enum.GetValues<SpendRefusalStyle>().Select(LimitNames.Of));
    }

    [Fact]
    public void Every_dimension_of_a_report_can_be_asked_for() =>
        Assert.Equal(Enum.GetValues<UsageDimension>().Order(), UsageNames.Dimensions.Values.Order());

    [Fact]
    public void Every_tier_can_be_asked_for() =>
        Assert.Equal(Enum.GetValues<ServiceTier>().Where(tier => tier != ServiceTier.Unknown).Order(), UsageNames.Tiers.Values.Order());

    [Fact]
    public void Every_limiter_and_every_type_of_group_has_its_name()
    {
        AreWords(Enum.GetValues<LimiterType>().Select(LimiterNames.Of), Snake());
        Assert.All(Enum.GetValues<LimiterType>(), type => Assert.Equal(type, LimiterNames.Find(LimiterNames.Of(type))));
        AreWords(Enum.GetValues<RateGroupType>().Select(RateGroupTypeNames.Of), Snake());
        Assert.All(Enum.GetValues<RateGroupType>(), type => Assert.Equal(type, RateGroupTypeNames.All[RateGroupTypeNames.Of(type)]));
    }

    [Fact]
    public void Every_kind_of_token_has_a_prefix_of_its_own() =>
        Assert.Equal(Enum.GetValues<KeyTokenKind>().Length, Enum.GetValues<KeyTokenKind>().Select(KeyToken.PrefixOf).Distinct().Count());

    [Fact]
    public void Every_inspection_fault_has_its_text()
    {
        var texts = Enum.GetValues<InspectionFault>().Where(fault => fault != InspectionFault.None).Select(fault => InspectionMessages.Of(new InspectionResult(fault, 0, ""))).ToList();

        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.DoesNotContain("the request was refused", texts);
    }

    /// <summary>Numbers are in databases: these must never change. A new member gets a new line here.</summary>
    [Fact]
    public void Stored_numbers_stay()
    {
        Assert.Equal("Active=0 Inactive=1 Archived=2 Expired=3", Numbers<KeyStatus>());
        Assert.Equal("User=0 ClaudeCodeUser=1 Developer=2 Billing=3 Admin=4", Numbers<OrganizationRole>());
        Assert.Equal("Done=0 Denied=1", Numbers<AuditOutcome>());
        Assert.Equal("Completed=0 UpstreamError=1 CutShort=2 WorstCase=3 Unresolved=4 BatchLine=5 Free=6 Resolved=7 StoppedAtCap=8", Numbers<UsageOutcome>());
        Assert.Equal("Standard=0 Priority=1 Batch=2 Unknown=255", Numbers<ServiceTier>());
        Assert.Equal("NotAvailable=0 Global=1 Us=2 Unknown=255", Numbers<InferenceGeo>());
        Assert.Equal("Standard=0 Fast=1 Unknown=255", Numbers<Speed>());
        Assert.StartsWith("OrganizationCreated=100 OrganizationUpdated=101 OrganizationFileApplied=102 WorkspaceCreated=200 WorkspaceUpdated=201 WorkspaceArchived=202 EnvironmentCreated=210 EnvironmentUpdated=211 EnvironmentDeleted=212 KeyCreated=300 KeyUpdated=301 KeyDisabled=302 KeyEnabled=303 KeyRevoked=304 KeyRotated=305 KeyRotationTakenUp=306 KeySecretEnded=307 KeyLeakReported=308 KeyDeliveryStarted=320 KeyDeliveryFailed=321 KeyOverlapExtended=322 RotationPolicyUpdated=330 SecretSinkCreated=340 SecretSinkUpdated=341 SecretSinkDeleted=342 AdminKeyCreated=400 AdminKeyUpdated=401 AdminKeyRevoked=402 AdminKeyLeakReported=403 MemberAdded=500 MemberRoleUpdated=501 MemberRemoved=502 InviteCreated=510 InviteAccepted=511 InviteDeleted=512 InviteLeakReported=513 WorkspaceMemberAdded=520 WorkspaceMemberUpdated=521 WorkspaceMemberRemoved=522 ServiceAccountCreated=530 ServiceAccountUpdated=531 ServiceAccountArchived=532 ServiceAccountWorkspaceMemberAdded=533 ServiceAccountWorkspaceMemberUpdated=534 ServiceAccountWorkspaceMemberRemoved=535 GroupCreated=540 GroupUpdated=541 GroupDeleted=542 GroupMemberAdded=543 GroupMemberRemoved=544 RoleCreated=550 RoleUpdated=551 RoleDeleted=552 RoleAssigned=553 RoleUnassigned=554 UpstreamCreated=600 UpstreamCredentialChanged=601 UpstreamDeleted=602 WorkspaceUpstreamChanged=603", Numbers<AuditKind>());
        Assert.Contains("ChecklistSettingsUpdated=1000 ChecklistWaiverCreated=1001 ChecklistWaiverDeleted=1002 ChecklistRecorded=1003 ChecklistFixed=1004", Numbers<AuditKind>());
        Assert.Contains("AlertChannelCreated=1100 AlertChannelUpdated=1101 AlertChannelDeleted=1102 AlertChannelSecretRotated=1103 AlertChannelTested=1104 AlertRuleCreated=1110 AlertRuleUpdated=1111 AlertRuleDeleted=1112 AlertRouteUpdated=1120 AlertAcknowledged=1130 AlertDeliveryRetried=1131 SignedIn=1200 SignInFailed=1201 SignedOut=1202 SignInLinkCreated=1203 IdentityConfirmed=1204 PasswordSet=1210 AuthenticatorAdded=1211 AuthenticatorRemoved=1212", Numbers<AuditKind>());
        Assert.Equal("Email=0 Slack=1 Webhook=2 PagerDuty=3", Numbers<Core.Alerts.AlertChannelType>());
        Assert.Equal("Info=0 Warning=1 Critical=2", Numbers<Core.Alerts.AlertSeverity>());
        Assert.Equal("Opened=0 Repeated=1 Resolved=2 Digest=3 Test=4", Numbers<Core.Alerts.AlertEvent>());
        Assert.Equal("Pending=0 Delivered=1 Dead=2", Numbers<Core.Alerts.DeliveryStatus>());
        Assert.Equal("Organization=0 Workspace=1 ApiKey=2 Owner=3 SpendLimit=4", Numbers<Core.Alerts.AlertScopeType>());
        Assert.Equal("User=0 RestrictedDeveloper=1 Developer=2 Admin=3 Billing=4", Numbers<WorkspaceRole>());
        Assert.Contains("OrganizationSpendLimitCreated=700 OrganizationSpendLimitUpdated=701 OrganizationSpendLimitDeleted=702 WorkspaceSpendLimitCreated=703 WorkspaceSpendLimitUpdated=704 WorkspaceSpendLimitDeleted=705 KeySpendLimitCreated=706 KeySpendLimitUpdated=707 KeySpendLimitDeleted=708 UserSpendLimitCreated=709 UserSpendLimitUpdated=710 UserSpendLimitDeleted=711 ServiceAccountSpendLimitCreated=712 ServiceAccountSpendLimitUpdated=713 ServiceAccountSpendLimitDeleted=714 SpendGrantCreated=720 SpendGrantEnded=721 SpendResolved=730 IncreaseRequested=740 IncreaseApproved=741 IncreaseDenied=742 IncreaseEnded=743", Numbers<AuditKind>());
        Assert.Equal("Organization=0 Workspace=1 ApiKey=2 User=3 ServiceAccount=4", Numbers<LimitScopeType>());
        Assert.Equal("Pending=0 Approved=1 Denied=2 Ended=3", Numbers<IncreaseStatus>());
        Assert.Equal("File=0 Command=1 Webhook=2 Vault=3 Kubernetes=4", Numbers<Core.Rotation.SinkKind>());
        Assert.Equal("Delivering=0 Waiting=1 InDoubt=2 Delivered=3", Numbers<Core.Rotation.DeliveryState>());
        Assert.Equal("Organization=0 Workspace=1 ApiKey=2", Numbers<Core.Rotation.RotationScopeType>());
        Assert.Equal("Daily=0 Weekly=1 Monthly=2 Lifetime=3", Numbers<LimitPeriod>());
        Assert.Equal("Hard=0 Soft=1 Shadow=2", Numbers<LimitMode>());
        Assert.Equal("Reserve=0 Slice=1", Numbers<AtCap>());
        Assert.Equal("BillingError=0 InvalidRequest=1", Numbers<SpendRefusalStyle>());
        Assert.Equal("RequestsPerMinute=0 InputTokensPerMinute=1 InputTokensPerMinuteCacheAware=2 OutputTokensPerMinute=3 Concurrency=4 EnqueuedBatchRequests=5 RequestsPerBatch=6", Numbers<LimiterType>());
        Assert.Contains("WorkspaceRateLimitUpdated=800 WorkspaceRateLimitDeleted=801 TierCreated=802 TierUpdated=803 TierDeleted=804 OrganizationTierChanged=805", Numbers<AuditKind>());
    }

    private static string Numbers<T>() where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value)}"));

    private static void AreWords(IEnumerable<string> names, Regex form)
    {
        var all = names.ToList();
        Assert.All(all, name => Assert.Matches(form, name));
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [GeneratedRegex(@"\A[a-z]+(_[a-z0-9]+)*\z")]
    private static partial Regex Snake();

    [GeneratedRegex(@"\A[a-z_]+\.(read|create|request|update|archive|revoke|rotate|delete|resolve|export|review|apply|manage)\z")]
    private static partial Regex NounVerb();
}
