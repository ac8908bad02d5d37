#!/usr/bin/env bash
# Removes the shop and its rules from a project: cleanup.sh [PROJECT]
project="${1:-$(oc project -q)}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

for kind in routerules destinationpolicies egressrules; do
  oc delete -n "$project" "$kind" --all --ignore-not-found
done
oc delete -n "$project" -f "$here/bookinfo.yaml" --ignore-not-found
