#!/usr/bin/env bash
# Installs Istio 0.6.0 with Prometheus, Grafana, Service Graph and Jaeger into the project istio-system.
# Everything comes from ~/istio-0.6.0; nothing is downloaded.
cd "$HOME/istio-0.6.0" || exit 1

oc new-project istio-system || oc project istio-system

for account in istio-ingress-service-account istio-pilot-service-account istio-mixer-service-account istio-ca-service-account prometheus grafana default; do
  oc adm policy add-scc-to-user anyuid -z "$account" -n istio-system
  oc adm policy add-scc-to-user privileged -z "$account" -n istio-system
done
oc adm policy add-cluster-role-to-user cluster-admin -z default -n istio-system

oc apply -f install/kubernetes/istio.yaml
for addon in prometheus grafana servicegraph jaeger; do
  oc apply -f "install/kubernetes/addons/$addon.yaml"
done

for service in grafana servicegraph jaeger-query istio-ingress prometheus; do
  oc get route "$service" > /dev/null 2>&1 || oc expose svc "$service"
done
