using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace Claviger.IntegrationTests.Rules;

public sealed class Rooms_depend_one_way
{
    /// <summary>What each room may know, and why no more.</summary>
    private static readonly (string Room, string[] Knows, string Why)[] Rooms =
    [
        ("Claviger.Core", [], "words and rules are used by every plane, so they know none"),
        ("Claviger.Gateway", ["Claviger.Core"], "the data plane never queries a store and never meets the control plane: a snapshot comes in, usage records go out"),
        ("Claviger.Storage", ["Claviger.Core"], "the only room with SQL serves the control plane and the journal, and decides nothing"),
        ("Claviger.Control", ["Claviger.Core", "Claviger.Storage"], "the control plane must not see a request, so it can't know the gateway"),
        ("Claviger.Console", ["Claviger.Control", "Claviger.Core"], "the console calls use cases, so that no page reaches past what they allow and write down"),
        ("Claviger.Cli", ["Claviger.Core"], "the command line speaks HTTP only: what it can do, every client can do"),
        ("Claviger.Simulator", ["Claviger.Core"], "the stand-in for upstream shares no code with what it tests, save words"),
        ("Claviger", ["Claviger.Cli", "Claviger.Console", "Claviger.Control", "Claviger.Core", "Claviger.Gateway", "Claviger.Simulator", "Claviger.Storage"], "the executable wires the rooms"),
    ];

    public static TheoryData<string> Names => [.. Rooms.Select(room => room.Room)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_references_only_rooms_it_may_know(string room)
    {
        var (_, knows, why) = Rooms.Single(row => row.Room == room);
        var project = XDocument.Parse(Repository.Read($"src/{room}/{room}.csproj"));
        var references = project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.All(references, reference => Assert.True(knows.Contains(reference), $"{room} must not reference {reference}: {why}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_assembly_uses_only_rooms_it_may_know(string room)
    {
        var (_, knows, why) = Rooms.Single(row => row.Room == room);
        var used = Assembly.Load(room == "Claviger" ? "claviger" : room).GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("Claviger", StringComparison.OrdinalIgnoreCase));

        Assert.All(used, name => Assert.True(knows.Contains(name), $"{room} must not use {name}: {why}"));
    }

    [Fact]
    public void Every_project_is_in_the_table() => Assert.Equal(
        Repository.Files("src", ".csproj").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal), Rooms.Select(room => room.Room).Order(StringComparer.Ordinal));

    [Fact]
    public void Core_has_one_package_for_signatures_and_no_web()
    {
        Assert.Equal(["NSec.Cryptography"], XDocument.Parse(Repository.Read("src/Claviger.Core/Claviger.Core.csproj")).Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value));
        Assert.Empty(XDocument.Parse(Repository.Read("src/Claviger.Core/Claviger.Core.csproj")).Descendants("FrameworkReference"));
        Assert.All(Assembly.Load("Claviger.Core").GetReferencedAssemblies(), name => Assert.True(name.Name is "NSec.Cryptography" || name.Name!.StartsWith("System", StringComparison.Ordinal), name.Name));
    }

    [Fact]
    public void Only_storage_knows_the_database()
    {
        foreach (var (room, _, _) in Rooms.Where(row => row.Room != "Claviger.Storage"))
            Assert.DoesNotContain(Assembly.Load(room == "Claviger" ? "claviger" : room).GetReferencedAssemblies(), name => name.Name is "Dapper" or "Npgsql" or "Microsoft.Data.Sqlite" || name.Name!.StartsWith("SQLitePCL", StringComparison.Ordinal));
    }
}
