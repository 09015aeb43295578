using Claviger.Core.SignIn;

namespace Claviger.Control.SignIn;

/// <param name="Token">For the cookie, and nowhere else.</param>
public sealed record SignedIn(ConsoleSession Session, string Token);
