namespace Claviger.Core.Leaks;

/// <summary>One line of a report: a token as it was found, which may be anything, and where.</summary>
/// <param name="Type">What the reporter calls it; goes back to the reporter, and nowhere else.</param>
public sealed record LeakedToken(string Token, string Type, LeakPlace Place)
{
    /// <summary>Without the token: records print what they hold.</summary>
    public override string ToString() => nameof(LeakedToken);
}
