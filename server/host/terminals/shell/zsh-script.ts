/**
 * Read by zsh as the first of its files, because ZDOTDIR leads it here; it puts ZDOTDIR back and reads the learner's own.
 * The same marks as for bash. Statuses are told by the first hook, the prompt is marked by the last: themes set it anew in
 * hooks of their own.
 */
export const zshScript = `# What tells the player where commands begin and end. Your own settings come first.
if [[ -n \${REHEARSAL_ZDOTDIR-} ]]; then export ZDOTDIR=$REHEARSAL_ZDOTDIR; else unset ZDOTDIR; fi
unset REHEARSAL_ZDOTDIR
if [[ -r \${ZDOTDIR:-$HOME}/.zshenv ]]; then source "\${ZDOTDIR:-$HOME}/.zshenv"; fi

if [[ -o interactive ]]; then
  # Without a ~/.zshrc zsh would ask questions before the first prompt.
  zsh-newuser-install() { : }
  typeset -gi __rehearsal_ran=0
  typeset -ga precmd_functions preexec_functions

  __rehearsal_escape() {
    REPLY=\${1[1,8192]}
    REPLY=\${REPLY//\\%/%25}
    REPLY=\${REPLY//$'\\n'/%0A}
    REPLY=\${REPLY//$'\\t'/%09}
    REPLY=\${REPLY//;/%3B}
    REPLY=\${REPLY//[[:cntrl:]]/}
  }

  __rehearsal_start() {
    local REPLY
    __rehearsal_ran=1
    __rehearsal_escape "$1"
    builtin printf '\\e]133;C;cmdline_url=%s\\a' "$REPLY"
  }

  __rehearsal_end() {
    local ended=$? REPLY
    (( __rehearsal_ran )) && builtin printf '\\e]133;D;%s\\a' "$ended"
    __rehearsal_ran=0
    __rehearsal_escape "$PWD"
    builtin printf '\\e]7;file://%s%s\\a' "\${HOST-}" "$REPLY"
  }

  __rehearsal_mark() {
    if [[ \${precmd_functions[-1]} != __rehearsal_mark ]]; then precmd_functions=(\${precmd_functions:#__rehearsal_mark} __rehearsal_mark); fi
    if [[ $PS1 != *'133;B'* ]]; then PS1=$'%{\\e]133;A\\a%}'$PS1$'%{\\e]133;B\\a%}'; fi
    if [[ $PS2 != *'133;P'* ]]; then PS2=$'%{\\e]133;P;k=s\\a%}'$PS2$'%{\\e]133;B\\a%}'; fi
  }

  precmd_functions=(__rehearsal_end $precmd_functions __rehearsal_mark)
  preexec_functions=(__rehearsal_start $preexec_functions)
fi
`
