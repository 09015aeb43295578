namespace Claviger.Core.Principals;

/// <summary>Whoever can own keys and so be charged: a member or a service account.</summary>
/// <param name="Number">Small number that usage rows carry in place of the id; 0 is nobody. Never reused.</param>
/// <param name="Type"><see cref="Keys.KeyOwner.Member"/> or <see cref="Keys.KeyOwner.ServiceAccount"/>.</param>
public sealed record Principal(int Number, string Type, string Id);
