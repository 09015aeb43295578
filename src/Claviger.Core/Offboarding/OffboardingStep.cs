namespace Claviger.Core.Offboarding;

/// <summary>One thing that somebody still has to do after a person left.</summary>
/// <param name="Command">For a shell. Names of keys are plain words by the naming policy; everything else is named by id.</param>
public sealed record OffboardingStep(string What, string Command);
