namespace Claviger.Config;

/// <summary>Everything that is wrong with the configuration, one line each with where and what to write instead.</summary>
public sealed class ConfigException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<string> Faults => faults;
}
