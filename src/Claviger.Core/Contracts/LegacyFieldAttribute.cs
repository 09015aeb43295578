namespace Claviger.Core.Contracts;

/// <summary>A field that only callers of API version 2023-06-01 get.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LegacyFieldAttribute : Attribute;
