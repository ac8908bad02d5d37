#!/bin/bash
# Asks a terminal everything that some terminal once answered with what it was told before.
stty raw -echo
printf '\033]0;PAYLOAD title\007\033]2;PAYLOAD title\007\033]1;PAYLOAD\007'
printf '\033[21t\033[20t\033[11t\033[14t\033[18t\033[19t'
printf '\033[c\033[>c\033[=c\033[6n\033[?6n\033[?15n\033[?25n\033[x'
printf '\033P$qPAYLOAD\033\\\033P$qm\033\\\033P$q"p\033\\\033P+q544e\033\\\033P+qPAYLOAD\033\\'
printf '\033[>q\033[?2004$p\033[4$p\033[?u\005'
printf '\033]4;1;?\007\033]10;?\007\033]11;?\007\033]12;?\007\033]4;PAYLOAD;?\007'
printf '\033]52;c;UEFZTE9BRA==\007\033]52;c;?\007\033]52;p;?\007'
printf '\033]7;file://PAYLOAD/\007\033]1337;File=name=UEFZTE9BRA==:PAYLOAD\007\033]50;?\007\033]702;?\007\033]3;?\007\033]105;?\007'
printf '\033_Gi=1,a=q;PAYLOAD\033\\\033^PAYLOAD\033\\\033XPAYLOAD\033\\'
# The answer to this one is the last: CSI 0 n.
printf '\033[5n'
IFS= read -r -t 30 -d n answers
stty sane
printf '\033[2J\033[Hanswers: %q.\n' "$answers"
