[ -f ~/made ] && echo -n "done"
