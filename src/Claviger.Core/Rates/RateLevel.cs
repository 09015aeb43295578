namespace Claviger.Core.Rates;

/// <summary>Whose rate limit: all three apply at once. Narrowest first, the order in which they are taken.</summary>
public enum RateLevel : byte
{
    ApiKey = 0,
    Workspace = 1,
    Organization = 2,
}
