using Claviger.Core.Contracts;

namespace Claviger.Cli.Usage;

/// <summary>
/// A line of cost in the columns of the FinOps Open Cost and Usage Specification, version 1.2. What Claviger does not know is empty, as its
/// price lists have no identifiers: SkuPriceId and unit prices, InvoiceId. Columns of our own begin with x_, as the specification has it.
/// </summary>
internal static class FocusRow
{
    private static readonly (string Name, Func<FocusCharge, string?> Of)[] Columns =
    [
        ("BilledCost", charge => charge.Cost),
        ("BillingAccountId", charge => charge.Organization.Id),
        ("BillingAccountName", charge => charge.Organization.Name),
        ("BillingAccountType", _ => "Organization"),
        ("BillingCurrency", charge => charge.Row.Currency),
        ("BillingPeriodEnd", charge => UtcTimeConverter.Text(Moment.StartOfMonth(charge.Day.StartingAt).AddMonths(1))),
        ("BillingPeriodStart", charge => UtcTimeConverter.Text(Moment.StartOfMonth(charge.Day.StartingAt))),
        ("ChargeCategory", _ => "Usage"),
        ("ChargeClass", _ => null),
        ("ChargeDescription", charge => charge.Row.Description),
        ("ChargeFrequency", _ => "Usage-Based"),
        ("ChargePeriodEnd", charge => UtcTimeConverter.Text(charge.Day.EndingAt)),
        ("ChargePeriodStart", charge => UtcTimeConverter.Text(charge.Day.StartingAt)),
        ("ConsumedQuantity", charge => charge.Quantity),
        ("ConsumedUnit", charge => charge.Unit),
        ("ContractedCost", charge => charge.Cost),
        ("EffectiveCost", charge => charge.Cost),
        ("InvoiceIssuerName", _ => "Anthropic"),
        ("ListCost", charge => charge.Cost),
        ("PricingCategory", _ => "Standard"),
        ("PricingQuantity", charge => charge.Quantity),
        ("PricingUnit", charge => charge.Unit),
        ("ProviderName", _ => "Anthropic"),
        ("PublisherName", _ => "Anthropic"),
        ("RegionId", charge => charge.Geo),
        ("RegionName", charge => charge.Geo),
        ("ResourceId", charge => charge.Row.ApiKeyId),
        ("ResourceName", charge => charge.Names.KeyName(charge.Row.ApiKeyId)),
        ("ResourceType", _ => "API Key"),
        ("ServiceCategory", _ => "AI and Machine Learning"),
        ("ServiceName", _ => "Claude API"),
        ("ServiceSubcategory", _ => "Generative AI"),
        ("SkuId", charge => charge.Sku),
        ("SkuMeter", charge => charge.Row.TokenType ?? charge.Row.CostType),
        ("SubAccountId", charge => charge.WorkspaceId),
        ("SubAccountName", charge => charge.Names.Workspace(charge.Row.WorkspaceId)),
        ("SubAccountType", _ => "Workspace"),
        ("Tags", charge => charge.Tags),
        ("x_Model", charge => charge.Row.Model),
        ("x_ServiceTier", charge => charge.Row.ServiceTier),
        ("x_ContextWindow", charge => charge.Row.ContextWindow),
        ("x_OwnerId", charge => charge.Row.OwnerId),
        ("x_OwnerName", charge => charge.Row.OwnerId is { } owner ? charge.Names.Owner(owner) : null),
    ];

    public static IEnumerable<string> Heads => Columns.Select(column => column.Name);

    public static IEnumerable<string?> Of(FocusCharge charge) => Columns.Select(column => column.Of(charge));
}
