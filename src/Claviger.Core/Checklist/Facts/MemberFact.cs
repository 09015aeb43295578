namespace Claviger.Core.Checklist.Facts;

/// <param name="Role">Anthropic's name of the organization role.</param>
public sealed record MemberFact(string Id, string Email, string Name, string Role)
{
    public bool IsAdmin => Role == "admin";
}
