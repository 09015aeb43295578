using Claviger.Core.Contracts;

namespace Claviger.Core.OrganizationFiles;

/// <summary>Where alerts go. A file makes e-mail channels; the others hold secrets, and must be there: a file only says how they behave.</summary>
/// <param name="Type">email, slack, webhook or pagerduty.</param>
/// <param name="Addresses">Of e-mail: addresses, and the words admins and owner.</param>
public sealed record AlertChannelSpec(string Type, IReadOnlyList<string>? Addresses, QuietHoursView? QuietHours, bool? Digest, bool? Enabled);
