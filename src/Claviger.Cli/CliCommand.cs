using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace Claviger.Cli;

/// <summary>A command and what its help page shows besides names: its place in the root's help, and examples to copy.</summary>
[SuppressMessage("Design", "CA1010", Justification = "The library's Command is enumerable for collection initializers only")]
public class CliCommand(string name, string description) : Command(name, description)
{
    /// <summary>Heading in the root's help; commands without one come under <see cref="CommandGroup.Run"/>.</summary>
    public string? Group { get; init; }

    /// <summary>One line beyond the description, where a newcomer needs it.</summary>
    public string? Remark { get; init; }

    public IReadOnlyList<CommandExample> Examples { get; init; } = [];
}
