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

    /// <summary>Number of one id; null: nobody of that id ever owned a key.</summary>
    public static int? Find(Reader reader, string id) => reader.First<int?>("SELECT number FROM principals WHERE type IN @types AND id = @id", new { types = Types, id });

    /// <summary>Those behind some numbers, as type and id.</summary>
    public static IReadOnlyDictionary<int, (string Type, string Id)> Of(Reader reader, IEnumerable<int> numbers)
    {
        var some = numbers.Distinct().ToList();
        return some.Count == 0 ? new Dictionary<int, (string, string)>() : reader.Query<Row>(
            "SELECT number AS Number, type AS Type, id AS Id FROM principals WHERE number IN @some", new { some }).ToDictionary(row => row.Number, row => (row.Type, row.Id));
    }

    private static readonly List<string> Types = [Core.Keys.KeyOwner.Member, Core.Keys.KeyOwner.ServiceAccount];

    /// <summary>Null: it never owned a key.</summary>
    public static int? Find(Reader reader, string type, string id) => reader.First<int?>("SELECT number FROM principals WHERE type = @type AND id = @id", new { type, id });

    private sealed record Row
    {
        public int Number { get; init; }
        public string Type { get; init; } = "";
        public string Id { get; init; } = "";
    }
}
