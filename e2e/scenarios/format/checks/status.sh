#!/bin/bash
if [ -f ~/made ]; then exit 0; fi
echo "There is no file made." > "$VERIFICATION_FAILURE_REASON"
exit 1
