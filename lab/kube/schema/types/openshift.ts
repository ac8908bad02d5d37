/** Fields of OpenShift's objects (the OpenShift authors, Apache-2.0). See type-table.ts for the notation. */
export const openshiftTypes = `
# route.openshift.io/v1
Route metadata:ObjectMeta spec:RouteSpec status:any
RouteSpec alternateBackends:[RouteTargetReference] host:s httpHeaders:any path:s port:RoutePort subdomain:s tls:TLSConfig to!:RouteTargetReference wildcardPolicy:s
RouteTargetReference kind:s name!:s weight:i
RoutePort targetPort!:x
TLSConfig caCertificate:s certificate:s destinationCACertificate:s externalCertificate:any insecureEdgeTerminationPolicy:s key:s termination!:s
# project.openshift.io/v1
Project metadata:ObjectMeta spec:ProjectSpec status:any
ProjectSpec finalizers:[s]
`
