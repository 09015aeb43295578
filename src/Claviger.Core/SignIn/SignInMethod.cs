namespace Claviger.Core.SignIn;

/// <summary>How a console session began. Stored as numbers, which never change.</summary>
public enum SignInMethod
{
    /// <summary>The one-time link that the program printed: break glass.</summary>
    Link = 0,

    /// <summary>The local password, and the authenticator's code where one is set.</summary>
    Password = 1,

    /// <summary>A member's own admin key; the session ends with the key and has no right beyond it.</summary>
    AdminKey = 2,
}
