#!/bin/bash
# Passes once the rule that delays one user's ratings is gone.
if oc get routerule ratings-test-delay >/dev/null 2>&1; then
  echo "The rule ratings-test-delay is still there."
  exit 1
fi
