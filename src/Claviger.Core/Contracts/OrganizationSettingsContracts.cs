using System.ComponentModel.DataAnnotations;

namespace Claviger.Core.Contracts;

/// <summary><c>GET /v1/organizations/settings</c> (Claviger's).</summary>
/// <param name="Name">For people: 1 to 100 characters.</param>
/// <param name="TimeZone">IANA name: where days, weeks and months of spend limits begin.</param>
/// <param name="SpendRefusals">billing_error or invalid_request_error: how a request that a spend limit refuses is answered.</param>
public sealed record OrganizationSettingsView(string Type, string Name, string TimeZone, [AllowedValues("billing_error", "invalid_request_error")] string SpendRefusals);

/// <summary><c>POST /v1/organizations/settings</c>: omitted fields stay.</summary>
public sealed record UpdateOrganizationSettingsRequest([Length(1, 64)] string? TimeZone = null,
    [AllowedValues("billing_error", "invalid_request_error")] string? SpendRefusals = null, [Length(1, 100)] string? Name = null);
