using Claviger.Core.SignIn;

namespace Claviger.Console.SignIn;

/// <param name="Proposal">An authenticator that could be set; null: one is, or there is no password it would go with.</param>
public sealed record AccountModel(bool MayHavePassword, DateTimeOffset? PasswordSetAt, bool HasAuthenticator, AuthenticatorProposal? Proposal, IReadOnlyList<ConsoleSession> Sessions);

/// <param name="Address">otpauth://…, for a QR code.</param>
/// <param name="Sealed">What the form sends back.</param>
public sealed record AuthenticatorProposal(string Secret, string Address, string Sealed);
