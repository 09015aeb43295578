namespace Claviger.Cli.Completion;

/// <summary>
/// One script a shell. Each hands the line typed so far, and where the cursor stands in it, to the program's <c>[suggest]</c>
/// directive, so that the scripts never grow old.
/// </summary>
internal static class CompletionScripts
{
    public static IReadOnlyDictionary<string, string> ByShell { get; } = new Dictionary<string, string>
    {
        ["bash"] = """
            # bash completion for claviger
            _claviger() {
                local word="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
                COMPREPLY=($(compgen -W "$(claviger "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
            }
            complete -o default -F _claviger claviger

            """,
        ["zsh"] = """
            #compdef claviger
            # zsh completion for claviger
            _claviger() {
                local -a words_offered
                words_offered=("${(@f)$(claviger "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                words_offered=("${(@)words_offered:#}")
                (( ${#words_offered} )) && compadd -- "${words_offered[@]}"
            }
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
            compdef _claviger claviger

            """,
        ["fish"] = """
            # fish completion for claviger
            function __claviger_suggest
                set -l line (commandline -cp)
                claviger "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
            end
            complete -c claviger -f -a '(__claviger_suggest)'

            """,
    };
}
