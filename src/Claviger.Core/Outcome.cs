namespace Claviger.Core;

/// <summary>What an admin act gives back: the value, or the problem that refused it. Exceptions are for bugs and broken infrastructure.</summary>
public readonly record struct Outcome<T> where T : class
{
    private Outcome(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }
    public Problem? Problem { get; }

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Problem problem) => new(null, problem);

    /// <summary>Exactly one of the two is not null.</summary>
    public void Deconstruct(out T? value, out Problem? problem) => (value, problem) = (Value, Problem);
}
