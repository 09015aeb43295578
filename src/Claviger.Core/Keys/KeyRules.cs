namespace Claviger.Core.Keys;

/// <summary>What requests a key may make. Empty lists mean "no rule", never "nothing".</summary>
/// <param name="Models">Model ids; a trailing <c>*</c> matches any ending. Empty: every priced model.</param>
/// <param name="Networks">CIDR blocks that a caller must come from. Empty: from anywhere.</param>
/// <param name="MaxTokensCeiling">Largest <c>max_tokens</c> a request may ask for; null: the model's own.</param>
public sealed record KeyRules(IReadOnlyList<string> Models, IReadOnlyList<string> Networks, long? MaxTokensCeiling)
{
    public static KeyRules None { get; } = new([], [], null);
}
