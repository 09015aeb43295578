using Claviger.Core.Contracts;

namespace Claviger.Control.Rotation;

/// <param name="Said">By the scope itself.</param>
/// <param name="Inherited">What holds where it says nothing.</param>
public sealed record ScopedRotationPolicy(RotationPolicyView Said, EffectiveRotationPolicyView Inherited);
