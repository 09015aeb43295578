namespace Claviger.Control.Alerts;

/// <param name="Smtp">Null: no mail can be sent.</param>
/// <param name="AllowPrivate">Receivers inside the own network are wanted.</param>
/// <param name="Every">How often rules are looked at.</param>
public sealed record AlertOptions(SmtpOptions? Smtp, bool AllowPrivate, TimeSpan Every);
