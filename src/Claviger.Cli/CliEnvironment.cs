namespace Claviger.Cli;

/// <summary>Everything that the command line touches outside itself, so that tests run commands in process and compare the text.</summary>
public sealed record CliEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader In { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>A new handler for each client. It must not follow redirects: the admin key would travel along.</summary>
    public required Func<HttpMessageHandler> Handler { get; init; }

    /// <summary>The person's home folder; the profiles live below it unless a variable says otherwise.</summary>
    public required string HomeFolder { get; init; }

    /// <summary>Reads a line from the terminal without showing it; null when the input ended.</summary>
    public required Func<string?> ReadSecret { get; init; }

    public bool InIsTerminal { get; init; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal. Not used when the output is piped.</summary>
    public int Width { get; init; } = 100;

    /// <summary>The terminal understands colours; <c>NO_COLOR</c> and <c>--no-color</c> still switch them off.</summary>
    public bool Ansi { get; init; }

    public static CliEnvironment OfThisProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = Console.In,
        Time = TimeProvider.System,
        Variable = Environment.GetEnvironmentVariable,
        Handler = () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) },
        HomeFolder = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ReadSecret = HiddenLine,
        InIsTerminal = !Console.IsInputRedirected,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Width = TerminalWidth(),
        Ansi = Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb" || OperatingSystem.IsWindows(),
    };

    /// <summary>A variable that is set to nothing counts as not set.</summary>
    internal string? Setting(string name) => Variable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    internal bool Colors => Ansi && string.IsNullOrEmpty(Variable("NO_COLOR"));

    private static int TerminalWidth()
    {
        try
        {
            return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? 100 : Console.WindowWidth;
        }
        catch (IOException)
        {
            return 100;
        }
    }

    private static string? HiddenLine()
    {
        var line = new System.Text.StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return line.ToString();
                case ConsoleKey.Backspace:
                    if (line.Length > 0) line.Length--;
                    break;
                default:
                    if (key.KeyChar == '\u0004' && line.Length == 0) return null;
                    if (!char.IsControl(key.KeyChar)) line.Append(key.KeyChar);
                    break;
            }
        }
    }
}
