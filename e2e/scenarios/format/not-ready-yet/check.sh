if [ -f ~/ready ]; then echo "done"; else echo "Not ready yet"; fi
