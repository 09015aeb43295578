using Claviger.Core.OrganizationFiles;

namespace Claviger.Cli.Anthropic;

/// <summary>What came of an apply.</summary>
/// <param name="Stopped">Why it stopped; null: everything was made.</param>
/// <param name="StoppedAt">The change that wasn't made; null: what is there could not be read again.</param>
/// <param name="Remaining">What is still to be made, as far as could be seen.</param>
/// <param name="AnythingMade">Any call was; a part of a change counts.</param>
internal sealed record AnthropicApplied(IReadOnlyList<PlannedChange> Done, string? Stopped, PlannedChange? StoppedAt, IReadOnlyList<PlannedChange> Remaining, bool AnythingMade);
