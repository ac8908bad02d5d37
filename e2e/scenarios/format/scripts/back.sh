cat config/a.conf
~/bin/tool.sh > ~/background.txt
ssh root@host01 "echo by-ssh >> background.txt"
echo background-said-this
