#!/bin/bash
# Each of these keeps an unguarded xterm.js busy for seconds, minutes, or for ever.
big=2147483647
many() { head -c "$1" /dev/zero | tr '\0' "$2"; }
for final in S T L M b Z I @ P X ' @' ' A' "'}" "'~"; do
  printf 'x\033[%s%s' $big "$final"
  printf 'x\302\233%s%s' $big "$final"
  printf 'x\033\n[%s%s' $big "$final"
  printf 'x\033[1;%s;1%s' $big "$final"
done
for _ in {1..1000}; do printf '\033[4096S'; done
printf '\033[24;80H\033[1J'
printf '\033[8;99999;99999t\033[4;99999;99999t\033[?%sh\033[%s;%sr\033[%s;%sH' $big $big $big $big $big
printf '\033]0;'; many 2000000 t; printf '\007'
printf '\033]8;;https://example.org/'; many 2000000 l; printf '\033\\link\033]8;;\033\\'
printf '\033P'; many 2000000 d; printf '\033\\'
printf '\033['; for _ in {1..20000}; do printf '1;'; done; printf 'm'
printf '\033[%s' "$(many 100000 1)"
printf '\033\\\033[r\033[H\033[2J\033[0m\r\nall of it came\r\n'
