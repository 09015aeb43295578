using System.Collections.Concurrent;

namespace Claviger.Gateway.Admission;

/// <summary>Shapes are large and live for one step: a handful serve thousands of requests a second.</summary>
internal sealed class ShapePool
{
    private const int Kept = 64;
    private readonly ConcurrentQueue<RequestShape> _idle = new();

    public RequestShape Rent() => _idle.TryDequeue(out var shape) ? shape : new RequestShape();

    public void Return(RequestShape shape)
    {
        if (_idle.Count < Kept) _idle.Enqueue(shape);
    }
}
