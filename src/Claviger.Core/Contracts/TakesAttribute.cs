namespace Claviger.Core.Contracts;

/// <summary>What a field of a request takes, where its type alone doesn't say it; ends the sentence "field: must be …".</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TakesAttribute(string what) : Attribute
{
    public string What => what;
}
