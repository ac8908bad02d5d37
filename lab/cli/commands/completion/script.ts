import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'

/** `completion bash`: a script for the shell's start-up file: `source <(oc completion bash)`. */
export async function completionScript(call: CommandCall): Promise<void> {
  const [shell, ...more] = call.args
  if (shell === undefined) throw new CliError('error: Shell not specified.')
  if (more.length > 0) throw new CliError('error: Too many arguments. Expected only the shell type.')
  const name = call.program
  if (shell === 'bash') {
    return call.io.out(`# Completion of ${name} for bash.
__${name}_complete() {
  local IFS=$'\\n'
  COMPREPLY=($(${name} __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null))
}
complete -o default -F __${name}_complete ${name}
`)
  }
  if (shell === 'zsh') {
    return call.io.out(`# Completion of ${name} for zsh.
autoload -Uz compinit && compinit
__${name}_complete() {
  local -a found
  found=("\${(@f)$(${name} __complete -- "\${(@)words[2,CURRENT]}" 2> /dev/null)}")
  compadd -- $found
}
compdef __${name}_complete ${name}
`)
  }
  throw new CliError(`error: Unsupported shell type "${shell}".`)
}
