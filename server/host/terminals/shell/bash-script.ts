/**
 * Read by bash in place of ~/.bashrc, which it reads itself. Marks (OSC 133): A before the prompt, B behind it, P before a
 * continued line, C with the command when it starts, D with its status when it ended; OSC 7 tells the folder.
 * The command comes from the history, where its number shows whether this one was taken in at all; PS0 sets a variable by
 * way of an arithmetic expansion, because everything else in it runs in a shell of its own.
 */
export const bashScript = `# What tells the player where commands begin and end. Your own settings come first.
if [ -n "\${REHEARSAL_LOGIN-}" ]; then
  unset REHEARSAL_LOGIN
  [ -r /etc/profile ] && . /etc/profile
  for __rehearsal_file in ~/.bash_profile ~/.bash_login ~/.profile; do
    if [ -r "$__rehearsal_file" ]; then . "$__rehearsal_file"; break; fi
  done
  unset __rehearsal_file
elif [ -r ~/.bashrc ]; then
  . ~/.bashrc
fi

if [ "\${BASH_VERSINFO[0]}" -gt 4 ] || { [ "\${BASH_VERSINFO[0]}" -eq 4 ] && [ "\${BASH_VERSINFO[1]}" -ge 4 ]; }; then
  __rehearsal_ran=0
  __rehearsal_none=
  __rehearsal_next=

  __rehearsal_escape() {
    REPLY=\${1:0:8192}
    REPLY=\${REPLY//%/%25}
    REPLY=\${REPLY//$'\\n'/%0A}
    REPLY=\${REPLY//$'\\t'/%09}
    REPLY=\${REPLY//;/%3B}
    REPLY=\${REPLY//[[:cntrl:]]/}
  }

  __rehearsal_start() {
    local HISTTIMEFORMAT= REPLY line
    line=$(builtin history 1)
    if [[ $line =~ ^\\ *([0-9]+)[\\ *]\\ (.*)$ && \${BASH_REMATCH[1]} = "$__rehearsal_next" ]]; then
      __rehearsal_escape "\${BASH_REMATCH[2]}"
      builtin printf '\\e]133;C;cmdline_url=%s\\a' "$REPLY"
    else
      builtin printf '\\e]133;C\\a'
    fi
  }

  __rehearsal_prompt() {
    local status=$? REPLY
    if [ "$__rehearsal_ran" = 1 ]; then builtin printf '\\e]133;D;%s\\a' "$status"; fi
    __rehearsal_ran=0
    __rehearsal_next=\${HISTCMD-}
    __rehearsal_escape "$PWD"
    builtin printf '\\e]7;file://%s%s\\a' "\${HOSTNAME-}" "$REPLY"
    if [[ \${PS1-} != *'133;B'* ]]; then PS1='\\[\\e]133;A\\a\\]'\${PS1-}'\\[\\e]133;B\\a\\]'; fi
    if [[ \${PS2-} != *'133;P'* ]]; then PS2='\\[\\e]133;P;k=s\\a\\]'\${PS2-}'\\[\\e]133;B\\a\\]'; fi
    if [[ \${PS0-} != *__rehearsal_start* ]]; then PS0='\${__rehearsal_none:$((__rehearsal_ran=1,0)):0}$(__rehearsal_start)'\${PS0-}; fi
    return "$status"
  }

  if [[ ${'$'}(declare -p PROMPT_COMMAND 2>/dev/null) = 'declare -a'* ]]; then
    PROMPT_COMMAND=(__rehearsal_prompt "\${PROMPT_COMMAND[@]}")
  else
    PROMPT_COMMAND="__rehearsal_prompt\${PROMPT_COMMAND:+; $PROMPT_COMMAND}"
  fi
fi
`
