/** Field names and types of k8s.io/api 1.30 (the Kubernetes authors, Apache-2.0). See type-table.ts for the notation. */
export const networkingTypes = `
# networking/v1
HTTPIngressPath backend!:IngressBackend path:s pathType!:s
HTTPIngressRuleValue paths!:[HTTPIngressPath]
IPBlock cidr!:s except:[s]
Ingress metadata:ObjectMeta spec:IngressSpec status:IngressStatus
IngressBackend resource:TypedLocalObjectReference service:IngressServiceBackend
IngressClass metadata:ObjectMeta spec:IngressClassSpec
IngressClassParametersReference apiGroup:s kind!:s name!:s namespace:s scope:s
IngressClassSpec controller:s parameters:IngressClassParametersReference
IngressLoadBalancerIngress hostname:s ip:s ports:[IngressPortStatus]
IngressLoadBalancerStatus ingress:[IngressLoadBalancerIngress]
IngressPortStatus error:s port!:i protocol!:s
IngressRule host:s http:HTTPIngressRuleValue
IngressServiceBackend name!:s port:ServiceBackendPort
IngressSpec defaultBackend:IngressBackend ingressClassName:s rules:[IngressRule] tls:[IngressTLS]
IngressStatus loadBalancer:IngressLoadBalancerStatus
IngressTLS hosts:[s] secretName:s
NetworkPolicy metadata:ObjectMeta spec:NetworkPolicySpec
NetworkPolicyEgressRule ports:[NetworkPolicyPort] to:[NetworkPolicyPeer]
NetworkPolicyIngressRule from:[NetworkPolicyPeer] ports:[NetworkPolicyPort]
NetworkPolicyPeer ipBlock:IPBlock namespaceSelector:LabelSelector podSelector:LabelSelector
NetworkPolicyPort endPort:i port:x protocol:s
NetworkPolicySpec egress:[NetworkPolicyEgressRule] ingress:[NetworkPolicyIngressRule] podSelector!:LabelSelector policyTypes:[s]
ServiceBackendPort name:s number:i
# discovery/v1
Endpoint addresses!:[s] conditions:EndpointConditions deprecatedTopology:{s} hints:EndpointHints hostname:s nodeName:s targetRef:ObjectReference zone:s
EndpointConditions ready:b serving:b terminating:b
EndpointHints forZones:[ForZone]
EndpointPort appProtocol:s name:s port:i protocol:s
EndpointSlice addressType!:s endpoints!:[Endpoint] metadata:ObjectMeta ports:[EndpointPort]
ForZone name!:s
`

/** Ingress as it was before networking.k8s.io/v1. */
export const oldIngressTypes = `
# networking/v1beta1
Ingress metadata:ObjectMeta spec:IngressSpec status:any
IngressSpec backend:IngressBackend ingressClassName:s rules:[IngressRule] tls:[IngressTLS]
IngressBackend resource:any serviceName:s servicePort:x
IngressRule host:s http:HTTPIngressRuleValue
HTTPIngressRuleValue paths!:[HTTPIngressPath]
HTTPIngressPath backend!:IngressBackend path:s pathType:s
IngressTLS hosts:[s] secretName:s
`
