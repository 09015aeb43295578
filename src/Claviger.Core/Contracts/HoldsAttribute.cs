namespace Claviger.Core.Contracts;

/// <summary>What a field of a request holds, where its use case reads it out of bare JSON or strings: for the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HoldsAttribute(Type what) : Attribute
{
    public Type What => what;
}
