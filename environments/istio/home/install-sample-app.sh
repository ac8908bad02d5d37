#!/usr/bin/env bash
# Installs the bookshop into istio-system, each pod with its proxy.
cd "$HOME/istio-0.6.0" || exit 1

oc project istio-system
istioctl kube-inject -f samples/bookinfo/kube/bookinfo.yaml | oc apply -f -
