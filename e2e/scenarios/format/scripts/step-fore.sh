echo in-${PWD##*/}-$FROM_FORE
