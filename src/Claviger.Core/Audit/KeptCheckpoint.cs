namespace Claviger.Core.Audit;

/// <summary>A signed note that somebody kept outside, and where it came from, for messages.</summary>
public sealed record KeptCheckpoint(string Source, string Note)
{
    /// <summary>All notes of a file, one after the other: what the server appends to has many.</summary>
    public static IReadOnlyList<KeptCheckpoint> All(string source, string text)
    {
        var notes = new List<KeptCheckpoint>();
        var note = new System.Text.StringBuilder();
        var signed = false;
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var isSignature = line.StartsWith("— ", StringComparison.Ordinal);
            if (signed && !isSignature)
            {
                notes.Add(new KeptCheckpoint(source, note.ToString()));
                note.Clear();
                signed = false;
                if (line.Length == 0) continue; // between two notes
            }

            note.Append(line).Append('\n');
            signed = isSignature;
        }

        if (note.Length > 0) notes.Add(new KeptCheckpoint(source, note.ToString()));
        return notes;
    }
}
