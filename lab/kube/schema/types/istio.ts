/** Fields of Istio's objects, then (config.istio.io/v1alpha2) and now (the Istio authors, Apache-2.0). See type-table.ts for the notation. */
export const istioTypes = `
# config.istio.io/v1alpha2
RouteRule metadata:ObjectMeta spec:RouteRuleSpec status:any
RouteRuleSpec appendHeaders:{s} corsPolicy:CorsPolicy destination!:IstioService httpFault:HTTPFaultInjection httpReqRetries:HTTPRetry httpReqTimeout:HTTPTimeout l4Fault:any match:MatchCondition mirror:IstioService precedence:i redirect:HTTPRedirect rewrite:HTTPRewrite route:[DestinationWeight] websocketUpgrade:b
IstioService domain:s labels:{s} name:s namespace:s service:s
MatchCondition request:MatchRequest source:IstioService tcp:L4MatchAttributes udp:L4MatchAttributes
MatchRequest headers:{StringMatch}
StringMatch exact:s prefix:s regex:s
L4MatchAttributes destinationSubnet:[s] sourceSubnet:[s]
DestinationWeight destination:IstioService labels:{s} weight:i
HTTPRedirect authority:s uri:s
HTTPRewrite authority:s uri:s
HTTPTimeout custom:any simpleTimeout:SimpleTimeoutPolicy
SimpleTimeoutPolicy overrideHeaderName:s timeout:s
HTTPRetry custom:any simpleRetry:SimpleRetryPolicy
SimpleRetryPolicy attempts:i overrideHeaderName:s perTryTimeout:s
HTTPFaultInjection abort:Abort delay:Delay
Delay exponentialDelay:s fixedDelay:s overrideHeaderName:s percent:n
Abort grpcStatus:s http2Error:s httpStatus:i overrideHeaderName:s percent:n
CorsPolicy allowCredentials:any allowHeaders:[s] allowMethods:[s] allowOrigin:[s] exposeHeaders:[s] maxAge:s
DestinationPolicy metadata:ObjectMeta spec:DestinationPolicySpec status:any
DestinationPolicySpec circuitBreaker:CircuitBreaker destination!:IstioService loadBalancing:LoadBalancing source:IstioService
LoadBalancing custom:any name:s
CircuitBreaker custom:any simpleCb:SimpleCircuitBreakerPolicy
SimpleCircuitBreakerPolicy httpConsecutiveErrors:i httpDetectionInterval:s httpMaxEjectionPercent:i httpMaxPendingRequests:i httpMaxRequests:i httpMaxRequestsPerConnection:i httpMaxRetries:i maxConnections:i sleepWindow:s
EgressRule metadata:ObjectMeta spec:EgressRuleSpec status:any
EgressRuleSpec destination!:IstioService ports!:[EgressPort] useEgressProxy:b
EgressPort port:i protocol:s
# networking.istio.io/v1
VirtualService metadata:ObjectMeta spec:VirtualServiceSpec status:any
VirtualServiceSpec exportTo:[s] gateways:[s] hosts:[s] http:[HTTPRoute] tcp:[any] tls:[any]
HTTPRoute corsPolicy:CorsPolicy delegate:Delegate directResponse:HTTPDirectResponse fault:HTTPFaultInjection headers:Headers match:[HTTPMatchRequest] mirror:Destination mirrorPercent:i mirrorPercentage:Percent mirrors:[HTTPMirrorPolicy] name:s redirect:HTTPRedirect retries:HTTPRetry rewrite:HTTPRewrite route:[HTTPRouteDestination] timeout:s
Delegate name:s namespace:s
HTTPDirectResponse body:any status!:i
Headers request:HeaderOperations response:HeaderOperations
HeaderOperations add:{s} remove:[s] set:{s}
HTTPMatchRequest authority:StringMatch gateways:[s] headers:{StringMatch} ignoreUriCase:b method:StringMatch name:s port:i queryParams:{StringMatch} scheme:StringMatch sourceLabels:{s} sourceNamespace:s statPrefix:s uri:StringMatch withoutHeaders:{StringMatch}
StringMatch exact:s prefix:s regex:s
HTTPRouteDestination destination!:Destination headers:Headers weight:i
Destination host!:s port:PortSelector subset:s
PortSelector number:i
HTTPRedirect authority:s derivePort:s port:i redirectCode:i scheme:s uri:s
HTTPRewrite authority:s uri:s uriRegexRewrite:RegexRewrite
RegexRewrite match:s rewrite:s
HTTPRetry attempts:i backoff:s perTryTimeout:s retryIgnorePreviousHosts:b retryOn:s retryRemoteLocalities:b
HTTPFaultInjection abort:Abort delay:Delay
Delay exponentialDelay:s fixedDelay:s percent:i percentage:Percent
Abort grpcStatus:s http2Error:s httpStatus:i percentage:Percent
Percent value:n
HTTPMirrorPolicy destination!:Destination percentage:Percent
CorsPolicy allowCredentials:b allowHeaders:[s] allowMethods:[s] allowOrigin:[s] allowOrigins:[StringMatch] exposeHeaders:[s] maxAge:s unmatchedPreflights:s
DestinationRule metadata:ObjectMeta spec:DestinationRuleSpec status:any
DestinationRuleSpec exportTo:[s] host!:s subsets:[Subset] trafficPolicy:TrafficPolicy workloadSelector:any
Subset labels:{s} name!:s trafficPolicy:TrafficPolicy
TrafficPolicy connectionPool:ConnectionPoolSettings loadBalancer:LoadBalancerSettings outlierDetection:OutlierDetection portLevelSettings:[PortTrafficPolicy] proxyProtocol:any retryBudget:any tls:any tunnel:any
PortTrafficPolicy connectionPool:ConnectionPoolSettings loadBalancer:LoadBalancerSettings outlierDetection:OutlierDetection port:PortSelector tls:any
ConnectionPoolSettings http:HTTPSettings tcp:TCPSettings
HTTPSettings h2UpgradePolicy:s http1MaxPendingRequests:i http2MaxRequests:i idleTimeout:s maxConcurrentStreams:i maxRequestsPerConnection:i maxRetries:i useClientProtocol:b
TCPSettings connectTimeout:s idleTimeout:s maxConnectionDuration:s maxConnections:i tcpKeepalive:any
LoadBalancerSettings consistentHash:any localityLbSetting:any simple:s warmup:any warmupDurationSecs:s
OutlierDetection baseEjectionTime:s consecutive5xxErrors:i consecutiveErrors:i consecutiveGatewayErrors:i consecutiveLocalOriginFailures:i interval:s maxEjectionPercent:i minHealthPercent:i splitExternalLocalOriginErrors:b
Gateway metadata:ObjectMeta spec:GatewaySpec status:any
GatewaySpec selector:{s} servers:[Server]
Server bind:s defaultEndpoint:s hosts!:[s] name:s port!:Port tls:any
Port name!:s number!:i protocol!:s targetPort:i
ServiceEntry metadata:ObjectMeta spec:ServiceEntrySpec status:any
ServiceEntrySpec addresses:[s] endpoints:[any] exportTo:[s] hosts!:[s] location:s ports:[ServicePort] resolution:s subjectAltNames:[s] workloadSelector:any
ServicePort name!:s number!:i protocol:s targetPort:i
# gateway.networking.k8s.io/v1
HTTPRoute metadata:ObjectMeta spec:HTTPRouteSpec status:any
HTTPRouteSpec hostnames:[s] parentRefs:[ParentReference] rules:[HTTPRouteRule] useDefaultGateways:s
ParentReference group:s kind:s name!:s namespace:s port:i sectionName:s
HTTPRouteRule backendRefs:[HTTPBackendRef] filters:[HTTPRouteFilter] matches:[HTTPRouteMatch] name:s retry:any sessionPersistence:any timeouts:HTTPRouteTimeouts
HTTPBackendRef filters:[HTTPRouteFilter] group:s kind:s name!:s namespace:s port:i weight:i
HTTPRouteMatch headers:[HTTPHeaderMatch] method:s path:HTTPPathMatch queryParams:[HTTPHeaderMatch]
HTTPHeaderMatch name!:s type:s value!:s
HTTPPathMatch type:s value:s
HTTPRouteFilter cors:any extensionRef:any externalAuth:any requestHeaderModifier:HTTPHeaderFilter requestMirror:any requestRedirect:any responseHeaderModifier:HTTPHeaderFilter type!:s urlRewrite:any
HTTPHeaderFilter add:[HTTPHeader] remove:[s] set:[HTTPHeader]
HTTPHeader name!:s value!:s
HTTPRouteTimeouts backendRequest:s request:s
Gateway metadata:ObjectMeta spec:GatewaySpec status:any
GatewaySpec addresses:[any] allowedListeners:any backendTLS:any defaultScope:s gatewayClassName!:s infrastructure:any listeners:[Listener] tls:any
Listener allowedRoutes:any hostname:s name!:s port!:i protocol!:s tls:any
GatewayClass metadata:ObjectMeta spec:GatewayClassSpec status:any
GatewayClassSpec controllerName!:s description:s parametersRef:any
`
