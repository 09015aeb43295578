namespace Claviger.Serving;

/// <summary>What the server writes to its log: warnings and errors of its own. Never headers, bodies, keys.</summary>
internal static class ServerLog
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Claviger", LogLevel.Information);
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // its failures to start are told by the command, without a stack
        // As long as anybody might listen here, hosting makes and starts an Activity a request; all it would log is what Kestrel logs again.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        })
        .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>For the demo, whose own lines tell what goes on.</summary>
    public static void Quiet(ILoggingBuilder logging)
    {
        Configure(logging);
        logging.AddFilter("Microsoft", LogLevel.Error).AddFilter("Claviger", LogLevel.Warning);
    }
}
