/** How much the containers of a pod had to do; the mesh counts it, the metrics and the autoscaler read it. */
export interface PodTraffic {
  /** Requests that a pod has answered since it started; never falls while the pod lives. */
  requests(namespace: string, pod: string): number
}
