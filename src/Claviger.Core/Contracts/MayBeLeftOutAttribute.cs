namespace Claviger.Core.Contracts;

/// <summary>A request whose whole body may be left out: every field has a default that a caller may mean by saying nothing.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MayBeLeftOutAttribute : Attribute;
