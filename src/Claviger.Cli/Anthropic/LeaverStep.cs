namespace Claviger.Cli.Anthropic;

/// <summary>One thing that ends when somebody leaves. Each only takes away, and made twice it is made once.</summary>
/// <param name="What">role, workspace, personal API key …</param>
/// <param name="Id">Of what ends.</param>
internal sealed record LeaverStep(string What, string Name, string Id, string LastUsed, AdminWrite Write);
