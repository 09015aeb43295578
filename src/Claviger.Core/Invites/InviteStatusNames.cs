namespace Claviger.Core.Invites;

/// <summary>Anthropic's words.</summary>
public static class InviteStatusNames
{
    public static string Of(InviteStatus status) => status switch
    {
        InviteStatus.Pending => "pending",
        InviteStatus.Accepted => "accepted",
        InviteStatus.Expired => "expired",
        InviteStatus.Deleted => "deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
