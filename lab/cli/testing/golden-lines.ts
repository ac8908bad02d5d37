import { join } from 'node:path'

const rules = join(import.meta.dirname, '../../../environments/istio/home/istio-0.6.0/samples/bookinfo/kube')

/** Command lines without their program, by what they are about. Lines of a group build on each other. */
export const goldenLines: Readonly<Record<string, readonly string[]>> = {
  get: [
    'get pods', 'get pods -o wide -l app=reviews', 'get deploy,svc', 'get all', 'get routerules -o yaml', 'get routerule reviews-default -o json', 'get routerule/reviews-default -o yaml',
    'get svc -o name', 'get nope', 'get pods nope', 'get pods -l app=nope', 'get deploy -o custom-columns=NAME:.metadata.name,R:.spec.replicas', 'get deploy --sort-by=.metadata.name -A',
    "get pods -l app=ratings -o jsonpath='{range .items[*]}{.metadata.labels.app}{\"\\n\"}{end}'", "get routerules -o go-template='{{range .items}}{{.metadata.name}} {{len .spec.route}}{{\"\\n\"}}{{end}}'",
    'get pods --show-labels -l app=ratings', 'get pods -L app,version -l app=ratings', 'get ns default -o yaml', 'get pods -n nope', 'get pods a b', 'get --raw /version',
  ],
  'objects of files': [
    `create -f ${rules}/route-rule-all-v1.yaml`, `apply -f ${rules}/route-rule-reviews-50-v3.yaml`, `apply -f ${rules}/route-rule-reviews-50-v3.yaml`, `replace -f ${rules}/route-rule-reviews-v3.yaml`,
    `apply -f ${rules}/route-rule-reviews-v2-v3.yaml`, 'get routerule reviews-default -o yaml', `apply --server-side -f ${rules}/route-rule-details-v2.yaml`, `replace -f ${rules}/route-rule-ratings-test-abort.yaml`,
    `delete -f ${rules}/route-rule-reviews-test-v2.yaml -f ${rules}/route-rule-ratings-test-abort.yaml -f ${rules}/route-rule-ratings-test-delay.yaml`, `create -f ${rules}/mixer-rule-ratings-ratelimit.yaml`,
    'get memquota handler -o yaml', `delete -f ${rules}/mixer-rule-ratings-ratelimit.yaml`, `delete --ignore-not-found -f ${rules}/route-rule-reviews-test-v2.yaml`, 'apply -f /nope.yaml', 'create -f /nope.yaml -f /nor-this.yaml',
    'apply', 'replace', 'delete', 'delete pods', 'delete pod nope', 'delete deploy,svc -l app=nope', `create -f ${rules}/route-rule-reviews-test-v2.yaml --dry-run=client`,
    `create -f ${rules}/route-rule-reviews-test-v2.yaml -o name`, `apply -n default -f ${rules}/bookinfo-details.yaml`, `apply -n default -f ${rules}/bookinfo-details.yaml`, `apply -n default -f ${rules}/bookinfo-details-v2.yaml`, 'diff -f /nope.yaml',
  ],
  describe: [
    'describe deployment ratings-v1', 'describe deploy/ratings-v1 svc/ratings', 'describe rs -l app=ratings', 'describe svc', 'describe routerules', 'describe routerule ratings-default', 'describe ns istio-system', 'describe endpoints ratings',
    'describe pods -l app=ratings', 'describe pod ratings', 'describe pod nope', 'describe', 'describe nope', `describe -f ${rules}/route-rule-all-v1.yaml`,
  ],
  'describe what words made': [
    'create cm c --from-literal=a=b --from-literal=c=d', 'get cm c -o jsonpath={.data}', 'create cm c1 --from-literal=a=b', 'describe cm c1', 'create secret generic s --from-literal=a=b', 'describe secret s', 'create sa sa1', 'describe sa sa1', 'create role r1 --verb=get,list --resource=pods,deployments.apps', 'describe role r1',
    'create rolebinding b1 --clusterrole=view --user=a --serviceaccount=ns:sa', 'describe rolebinding b1', 'create ingress i --rule=foo.com/bar=productpage:9080,tls=cert --rule=/x*=svc2:80 --class=c', 'describe ingress.networking.k8s.io/i', 'describe ingress gateway', 'describe nodes',
  ],
  logs: ['logs nope', 'logs', 'logs a b c', 'logs -l app=reviews x', 'logs deploy/nope', 'logs deploy/ratings-v1 -c nope', 'logs deploy/istio-mixer --tail=1'],
  connections: [
    'exec deploy/ratings-v1 -c ratings -- hostname', 'exec deploy/ratings-v1 -- sh -c "echo out; echo err >&2; exit 3"', 'exec deploy/ratings-v1 -c ratings -- vim', 'exec deploy/ratings-v1 -c ratings -- /no/such', 'exec -it deploy/ratings-v1 -c ratings -- pwd', 'exec deploy/ratings-v1 -c ratings whoami',
    'exec nope -- ls', 'exec', 'exec deploy/ratings-v1', 'exec deploy/nope -- ls', 'exec deploy/ratings-v1 -c nope -- ls', 'exec -- ls', 'exec svc/ratings -c ratings -- cat /etc/resolv.conf', 'exec deploy/ratings-v1 -c ratings --as=nobody -- ls',
    'port-forward', 'port-forward svc/nope 80', 'port-forward svc/ratings', 'port-forward svc/ratings 80', 'port-forward svc/ratings a:http', 'port-forward svc/ratings nope', 'port-forward deploy/ratings-v1 a', 'port-forward deploy/ratings-v1 :0', 'port-forward deploy/ratings-v1 99999:80', 'port-forward deploy/ratings-v1 80:99999', 'port-forward nope 80',
    'attach', 'attach nope',
  ],
  rollouts: [
    'rollout status deployment/reviews-v1', 'rollout status -w deployment/reviews-v1', 'rollout history deployment/reviews-v1', 'rollout history deployment/reviews-v1 --revision=1', 'rollout history deployment/reviews-v1 --revision=5',
    'rollout undo deployment/reviews-v1', 'rollout undo deployment/reviews-v1 --to-revision=9', 'rollout pause deployment/reviews-v1', 'rollout pause deployment/reviews-v1', 'rollout undo deployment/reviews-v1 --to-revision=1',
    'rollout restart deployment/reviews-v1', 'rollout resume deployment/reviews-v1', 'rollout resume deployment/reviews-v1', 'rollout status deployment/nope', 'rollout status svc/ratings', 'rollout status', 'rollout nope', 'rollout pause svc/ratings',
    'scale deployment/reviews-v2 --replicas=2', 'scale deployment reviews-v2 --replicas=1 --current-replicas=3', 'scale deployment reviews-v2 --replicas=1 --current-replicas=2',
    'scale deployment nope --replicas=1', 'scale deployment reviews-v2', 'scale --replicas=1', 'scale svc/ratings --replicas=1', 'scale deployment reviews-v2 --replicas=-2', 'scale deployment --replicas=1', 'scale deploy/a --replicas=x',
  ],
  'labels and patches': [
    'label deploy ratings-v1 a=b', 'label deploy ratings-v1 a=b', 'label deploy ratings-v1 a=c --overwrite', 'label deploy/ratings-v1 --list', 'label deploy ratings-v1 a-', 'label deploy ratings-v1 a-', 'label deploy ratings-v1', 'label deploy a=b', 'label', 'label pod nope a=b',
    'label deploy/ratings-v1 a=b/b', 'label deploy/ratings-v1 a=b a-', 'label deploy/ratings-v1 deploy/details-v1 q=w', 'annotate deploy ratings-v1 a=b', 'annotate deploy ratings-v1 a=c', 'annotate deploy ratings-v1 a-', 'annotate deploy ratings-v1', 'annotate deploy ratings-v1 --list',
    'patch deploy ratings-v1 -p \'{"metadata":{"labels":{"x":"y"}}}\'', 'patch deploy ratings-v1 -p \'{"metadata":{"labels":{"x":"y"}}}\'', 'patch deploy ratings-v1', 'patch deploy ratings-v1 --type=json -p \'[{"op":"remove","path":"/metadata/labels/x"}]\'', 'patch nope/x -p {}', 'patch',
    'patch routerule ratings-default --type=merge -p \'{"spec":{"precedence":5}}\'', 'patch routerule ratings-default --type=foo -p {}', 'patch routerule ratings-default --type=merge -p \'{"spec":{"precedence":1}}\' -o name',
    'set image deploy/details-v1 details=istio/examples-bookinfo-details-v1:1.5.1', 'set image deploy/details-v1 details=istio/examples-bookinfo-details-v1:1.5.1', 'set image deploy/ratings-v1 nope=x', 'set image deploy/ratings-v1', 'set image',
    'set env deploy/ratings-v1 A=b', 'set env deploy/ratings-v1 --list', 'set env deploy/ratings-v1 -c ratings A-', 'set resources deployment ratings-v1 --limits=cpu=200m --requests=memory=1Mi',
  ],
  'made from words': [
    'expose deployment ratings-v1 --port=9080 --name=r2', 'expose deployment ratings-v1 --port=9080 --name=r2', 'get svc r2 -o jsonpath={.spec.ports}{.spec.selector}', 'expose svc ratings --port=80 --target-port=9080 --name=r3', 'expose deployment ratings-v1', 'expose deployment nope --port=80', 'expose',
    'autoscale deployment ratings-v1 --max=3 --min=1 --cpu-percent=50', 'autoscale deployment ratings-v1 --max=3', 'autoscale deployment ratings-v1', 'autoscale deployment ratings-v1 --max=1 --min=3', 'autoscale svc ratings --max=3', 'delete hpa ratings-v1',
    'run web --image=istio/examples-bookinfo-details-v1:1.5.0', 'run web --image=x', 'run web', 'run', 'run web --image=x --port=80 --env=A=b --labels=a=b --restart=Never --dry-run=client -o yaml --command -- a b', 'delete pod web --now',
    'create namespace x', 'create ns', 'create ns x y', 'delete ns x', 'create deployment d --image=shop/web-app:1 --replicas=2 --port=9080 --dry-run=client -o yaml', 'create deployment d --image=a --image=b --dry-run=client -o yaml -- c', 'create deployment d', 'create deployment --image=a',
    'create configmap c --from-literal=a=b --from-literal=c=d=e', 'create configmap c --from-literal=a=b', 'create configmap c --from-literal=a', 'create secret generic s --from-literal=a=b --dry-run=client -o yaml',
    'create secret docker-registry r --docker-username=u --docker-password=p --docker-server=s --dry-run=client -o yaml', 'create service clusterip s1 --tcp=80:8080 --dry-run=client -o yaml', 'create service nodeport s2 --tcp=80 --dry-run=client -o yaml', 'create service clusterip s1', 'create serviceaccount sa1',
    'create role r1 --verb=get,list --resource=pods,deployments.apps --dry-run=client -o yaml', 'create rolebinding b1 --clusterrole=view --user=a --group=g --serviceaccount=ns:sa --dry-run=client -o yaml', 'create clusterrolebinding b1 --clusterrole=view --serviceaccount=ns:sa',
    'create job j --image=busybox --dry-run=client -o yaml -- date', 'create ingress i --rule=foo.com/bar=svc1:8080,tls=cert --rule=/x*=svc2:80 --class=c --dry-run=client -o yaml',
  ],
  waiting: [
    'wait --for=condition=available deployment/details-v1', 'wait --for=condition=Ready pod -l app=nope', 'wait --for=delete pod/nope', 'wait --for=condition=foo deployment/details-v1 --timeout=1s', 'wait deployment/details-v1', 'wait --for=foo deployment/details-v1', 'wait --for=condition=available', 'wait --for=condition=available deployment/nope',
  ],
  explanations: ['explain routerule', 'explain deployment.spec.template.spec.containers.ports', 'explain pods.spec.nodeName', 'explain deploy.spec --recursive', 'explain deploy.spec.template', 'explain', 'explain hpa --api-version=autoscaling/v2'],
  'the cluster and the way to it': [
    'api-versions', 'api-resources --api-group=apps', 'api-resources -o name --namespaced=false', 'api-resources --api-group=config.istio.io -o wide --no-headers', 'auth can-i create pods', 'auth can-i', 'auth can-i --list', 'top pod nope',
    'config view', 'config current-context', 'config get-contexts', 'config get-contexts nope', 'config get-clusters', 'config use-context nope', 'config set-context x --namespace=default --cluster=lab --user=admin', 'config set-context --current --namespace=default', 'config set-context', 'config get-contexts',
    'config use-context x', 'config rename-context x y', 'config use-context lab', 'config delete-context z', 'config view --minify -o jsonpath={..namespace}', 'config set contexts.lab.namespace istio-system', '--context=nope get pods', '-s http://127.0.0.1:1 get pods', 'get pods -n', 'get pods --nope', 'get pods -Z', 'bogus',
  ],
}

/** Lines in which the current kubectl and ours say the same. */
export const currentLines: readonly string[] = [
  `create -f ${rules}/route-rule-all-v1.yaml`, `apply -n default -f ${rules}/bookinfo-details.yaml`, `apply -n default -f ${rules}/bookinfo-details.yaml`, `replace -f ${rules}/route-rule-reviews-50-v3.yaml`, 'get routerule reviews-default -o yaml', `apply -f ${rules}/route-rule-reviews-v3.yaml`, `apply -f ${rules}/route-rule-reviews-v3.yaml`, `replace -f ${rules}/route-rule-details-v2.yaml`,
  'get pods', 'get deploy,svc', 'get pods nope', 'get nope', 'get pods -l app=nope', 'rollout status -w deployment/ratings-v1', 'rollout status deployment/nope', 'scale deployment/ratings-v1 --replicas=1', 'scale deployment nope --replicas=1', 'describe routerule ratings-default', 'logs deploy/ratings-v1 -c nope',
  'label deploy ratings-v1 a=b', 'annotate deploy ratings-v1 a=b', 'patch routerule ratings-default --type=merge -p \'{"spec":{"precedence":2}}\'', 'set image deploy/details-v1 details=istio/examples-bookinfo-details-v1:1.5.1', 'expose deployment ratings-v1 --port=9080 --name=r2', 'autoscale deployment ratings-v1 --max=3 --min=1',
  'rollout restart deployment/details-v1', 'create namespace x', 'create configmap c --from-literal=a=b', 'run web --image=istio/examples-bookinfo-details-v1:1.5.0', 'wait --for=condition=available deployment/ratings-v1', 'wait --for=condition=available deployment/nope', 'auth can-i create pods', 'api-versions', 'config current-context',
]
