namespace Claviger.Core.Checklist;

/// <summary>One thing that a control found fault with.</summary>
/// <param name="IsFail">False: a warning.</param>
/// <param name="SubjectType">api_key, workspace, user, …: the wire's words.</param>
/// <param name="SubjectId">What a waiver can name.</param>
/// <param name="SubjectName">For people; written by people, so neutralised wherever it is shown.</param>
/// <param name="Text">What is wrong, with figures.</param>
/// <param name="Remedy">The command or button that mends it.</param>
public sealed record Evidence(bool IsFail, string SubjectType, string SubjectId, string SubjectName, string Text, string? Remedy = null)
{
    public static Evidence Fail(string type, string id, string name, string text, string? remedy = null) => new(true, type, id, name, text, remedy);

    public static Evidence Warn(string type, string id, string name, string text, string? remedy = null) => new(false, type, id, name, text, remedy);
}
