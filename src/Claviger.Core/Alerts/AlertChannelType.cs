namespace Claviger.Core.Alerts;

/// <summary>How a channel speaks. Numbers are stored; never renumber.</summary>
public enum AlertChannelType : byte
{
    Email = 0,

    /// <summary>A Slack-compatible incoming webhook.</summary>
    Slack = 1,

    /// <summary>A Standard Webhooks message.</summary>
    Webhook = 2,

    /// <summary>Events in PagerDuty's form, version 2.</summary>
    PagerDuty = 3,
}
