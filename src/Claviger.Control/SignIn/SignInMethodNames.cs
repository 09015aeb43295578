using Claviger.Core.SignIn;

namespace Claviger.Control.SignIn;

internal static class SignInMethodNames
{
    public static string Of(SignInMethod method) => method switch
    {
        SignInMethod.Link => "link",
        SignInMethod.Password => "password",
        SignInMethod.AdminKey => "admin_key",
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };
}
