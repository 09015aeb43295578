using Microsoft.AspNetCore.Components;

namespace Claviger.Console.Http;

/// <summary>A page over its model. It binds and shows; what to show was decided before.</summary>
public abstract class ConsolePage<TModel> : ComponentBase
{
    [Parameter, EditorRequired]
    public required TModel Model { get; set; }

    [Parameter, EditorRequired]
    public required Viewer Viewer { get; set; }

    /// <summary>What was wrong with the form that was sent; null: nothing, or nothing was sent.</summary>
    [Parameter]
    public Core.Problem? Problem { get; set; }
}
