namespace Claviger.Storage.Principals;

/// <summary>The small numbers that usage rows carry of whoever owns keys. A number, once given, means that principal for ever.</summary>
public static class PrincipalStore
{
    /// <summary>Its number, given now if it has none.</summary>
    /// <param name="type"><see cref="Core.Keys.KeyOwner.Member"/> or <see cref="Core.Keys.KeyOwner.ServiceAccount"/>.</param>
    public static int Intern(AdminTransaction tx, string type, string id)
    {
        tx.Execute("INSERT INTO principals (type, id) VALUES (@type, @id) ON CONFLICT (type, id) DO NOTHING", new { type, id });
        return tx.One<int>("SELECT number FROM principals WHERE type = @type AND id = @id", new { type, id });
    }

    public static IReadOnlyDictionary<(string Type, string Id), int> Numbers(Reader reader) =>
        reader.Query<Row>("SELECT number AS Number, type AS Type, id AS Id FROM principals").ToDictionary(row => (row.Type, row.Id), row => row.Number);

    private sealed record Row
    {
        public int Number { get; init; }
        public string Type { get; init; } = "";
        public string Id { get; init; } = "";
    }
}
