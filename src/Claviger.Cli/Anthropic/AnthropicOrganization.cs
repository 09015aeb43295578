using Claviger.Cli.Scan;
using Claviger.Core.OrganizationFiles;
using Claviger.Core.OrganizationFiles.Targets;

namespace Claviger.Cli.Anthropic;

/// <summary>An organization at Anthropic in the words of a file.</summary>
/// <param name="Notes">What no file can say of it, a sentence each.</param>
internal sealed record AnthropicOrganization(
    AnthropicReading Reading, OrganizationState State, AnthropicCircumstances Circumstances, AnthropicRates Rates, IReadOnlyList<string> Notes)
{
    public TargetPlan Plan(OrganizationFile file, bool allowDelete) => AnthropicTarget.Of(OrganizationPlanner.Plan(file, State, allowDelete), State, Circumstances);
}
