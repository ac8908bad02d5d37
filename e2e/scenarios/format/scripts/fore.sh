while [ ! -f ~/background.txt ]; do sleep 0.1; done
cd bin
export FROM_FORE=kept
: The machine is ready.
