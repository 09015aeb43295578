using Claviger.Core;
using Claviger.Core.Contracts;
using Claviger.Core.Rotation;

namespace Claviger.Control.Rotation;

internal static class DeliveryViews
{
    /// <param name="delivery">Null: it was settled by somebody else, or the key changed meanwhile.</param>
    public static Outcome<SecretDeliveryView> Of(SecretDelivery? delivery) => delivery is null
        ? Problem.Conflict("api_key_id", "the key's secret was changed by somebody else meanwhile: look at its secrets", "rotation_in_progress")
        : ViewOf(delivery);

    public static SecretDeliveryView ViewOf(SecretDelivery delivery) => new(
        "secret_delivery", delivery.Key.Value, delivery.Sink, NameOf(delivery.State), delivery.Secret?.ToString(), delivery.Attempts, delivery.StartedAt, delivery.NextAt, delivery.Error);

    private static string NameOf(DeliveryState state) => state switch
    {
        DeliveryState.Delivering => "delivering",
        DeliveryState.Waiting => "waiting",
        DeliveryState.InDoubt => "in_doubt",
        DeliveryState.Delivered => "delivered",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
