echo finished-$((1+1)) > ~/finished.txt
