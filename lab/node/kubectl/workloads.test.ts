import { expect, test } from 'vitest'
import { fastClock } from '../testing/fast-clock.ts'
import { describeKubectl } from '../testing/kubectl-session.ts'

const image = (version: string) => `istio/examples-bookinfo-reviews-${version}:1.5.0`

await describeKubectl('workloads', (session) => {
  const { run, start } = session
  const old = session.version === '1.20'
  const field = async (what: string, path: string) => (await run(['get', ...what.split(' '), '-o', `jsonpath=${path}`])).stdout

  test('rolls out a deployment and says how far it is', async () => {
    await run(`create deployment shop --image=${image('v1')}`)
    await run('scale deployment shop --replicas=2')
    const { code, stdout } = await run('rollout status deployment/shop')
    expect(stdout).toMatch(/deployment "shop" successfully rolled out\n$/)
    expect(code).toBe(0)
    expect((await run('get deploy shop --no-headers')).stdout).toMatch(/^shop +2\/2 +2 +2 +\d+s\n$/)
  })

  test('watches pods come while it scales up', async () => {
    const watch = start('get pods -l app=shop -w')
    await watch.until(/1\/1 +Running[\s\S]*1\/1 +Running/)
    expect((await run('scale deployment shop --replicas=3')).stdout).toBe('deployment.apps/shop scaled\n')
    const seen = await watch.until(/0\/1 +Pending[\s\S]*0\/1 +ContainerCreating[\s\S]*1\/1 +Running/)
    expect(seen.match(/^NAME/gm)).toHaveLength(1)
    await watch.stop()
  })

  test('moves to another image step by step, and back', async () => {
    const container = await field('deploy shop', '{.spec.template.spec.containers[0].name}')
    expect((await run(`set image deployment/shop ${container}=${image('v2')}`)).stdout).toBe('deployment.apps/shop image updated\n')
    const status = await run('rollout status deployment/shop')
    expect(status).toMatchObject({ code: 0 })
    expect(await field('rs -l app=shop', '{range .items[*]}{.spec.replicas} {end}')).toMatch(/^(0 3|3 0) $/)
    expect((await run('rollout history deployment/shop')).stdout).toMatch(/REVISION +CHANGE-CAUSE\n1 +<none>\n2 +<none>\n/)
    expect((await run('rollout undo deployment/shop')).stdout).toBe('deployment.apps/shop rolled back\n')
    await run('rollout status deployment/shop')
    expect(await field('deploy shop', '{.spec.template.spec.containers[0].image}')).toBe(image('v1'))
    expect((await run('rollout restart deployment/shop')).stdout).toBe('deployment.apps/shop restarted\n')
    await run('rollout status deployment/shop')
    expect((await run('rollout history deployment/shop')).stdout).toMatch(/\n2 +<none>\n3 +<none>\n4 +<none>\n/)
  })

  test('holds changes back while paused', async () => {
    await run('rollout pause deployment/shop')
    await run(['patch', 'deploy', 'shop', '-p', '{"spec":{"template":{"metadata":{"annotations":{"turn":"1"}}}}}'])
    await run('wait --for=condition=available deploy/shop')
    expect((await run('get rs -l app=shop --no-headers')).stdout.trimEnd().split('\n')).toHaveLength(3)
    await run('rollout resume deployment/shop')
    await run('rollout status deployment/shop')
    expect((await run('get rs -l app=shop --no-headers')).stdout.trimEnd().split('\n')).toHaveLength(4)
  })

  test('stays at the old pods when an image cannot be pulled', async () => {
    const container = await field('deploy shop', '{.spec.template.spec.containers[0].name}')
    await run(`set image deployment/shop ${container}=nobody/nothing:1`)
    const watch = start('get pods -l app=shop -w')
    await watch.until(/ErrImagePull|ImagePullBackOff/)
    await watch.until(/ImagePullBackOff/)
    await watch.stop()
    const { code, stderr, stdout } = await run('rollout status deployment/shop --timeout=1s')
    expect(stdout).toMatch(/Waiting for deployment "shop" rollout to finish: 1 out of 3 new replicas have been updated/)
    expect(stderr).toBe('error: timed out waiting for the condition\n')
    expect(code).toBe(1)
    expect(await field('deploy shop', '{.status.availableReplicas}')).toBe('3')
    expect((await run('describe pod -l app=shop')).stdout).toMatch(/Failed to pull image "nobody\/nothing:1"/)
    await run('rollout undo deployment/shop')
    expect(await run('rollout status deployment/shop')).toMatchObject({ code: 0 })
  })

  test('gives up on a rollout that stands still', async () => {
    await run('create deployment stuck --image=nobody/nothing:1')
    await run(['patch', 'deploy', 'stuck', '-p', '{"spec":{"progressDeadlineSeconds":20}}'])
    const { code, stderr } = await run('rollout status deployment/stuck')
    expect(stderr).toBe('error: deployment "stuck" exceeded its progress deadline\n')
    expect(code).toBe(1)
    await run('delete deploy stuck')
  })

  test('replaces pods that are deleted, ending them gracefully', async () => {
    const [first] = (await field('pods -l app=shop', '{.items[*].metadata.name}')).split(' ')
    expect((await run(`delete pod ${first}`)).stdout).toContain(`pod "${first}" deleted`)
    await run('wait --for=condition=ready pod -l app=shop')
    const names = (await field('pods -l app=shop', '{.items[*].metadata.name}')).split(' ')
    expect(names).toHaveLength(3)
    expect(names).not.toContain(first)
  })

  test('lets go of a pod whose label changes, and makes another', async () => {
    const [first = ''] = (await field('pods -l app=shop', '{.items[*].metadata.name}')).split(' ')
    expect((await run(`label pod ${first} app=aside --overwrite`)).code).toBe(0)
    await run('wait --for=condition=available deploy/shop')
    expect(await field('pods -l app=aside', '{.items[*].metadata.ownerReferences}')).toBe('')
    await run('rollout status deployment/shop')
    expect((await field('pods -l app=shop', '{.items[*].metadata.name}')).split(' ')).toHaveLength(3)
    await run(`delete pod ${first}`)
  })

  test('tells by events what happened', async () => {
    const { stdout } = await run('get events')
    expect(stdout).toMatch(/Normal +ScalingReplicaSet +deployment\/shop +Scaled up replica set shop-\d+ to 1/)
    expect(stdout).toMatch(/Normal +Scheduled +pod\/shop-\d+-\w{5} +Successfully assigned istio-system\/shop-/)
    expect(stdout).toMatch(/Normal +Started +pod\/shop-/)
    expect(stdout).toMatch(/Normal +Killing +pod\/shop-/)
    expect((await run('describe deploy shop')).stdout).toMatch(/deployment-controller +Scaled up replica set shop-/)
  })

  test('waits for conditions, and for ends', async () => {
    await run(`run one --image=${image('v3')}`)
    expect(await run('wait --for=condition=ready pod/one')).toMatchObject({ code: 0, stdout: 'pod/one condition met\n' })
    if (!old) expect(await run(['wait', '--for=jsonpath={.status.phase}=Running', 'pod/one'])).toMatchObject({ code: 0 })
    expect((await run('wait --for=condition=ready pod/one -n default')).code).toBe(1)
    const ended = start('wait --for=delete pod/one')
    await run('delete pod one --wait=false')
    expect((await ended.ended()).code).toBe(0)
  })

  test('follows a log until the pod goes', async () => {
    await run(`run talker --image=${image('v1')}`)
    await run('wait --for=condition=ready pod/talker')
    const follow = start('logs -f talker')
    await follow.until(/smarter planet/)
    await run('delete pod talker')
    expect((await follow.ended()).code).toBe(0)
  })

  test('measures pods and scales by what they use', async () => {
    await run('expose deployment shop --port=9080')
    await run(['patch', 'deploy', 'shop', '-p', `{"spec":{"replicas":1,"template":{"spec":{"containers":[{"name":"${await field('deploy shop', '{.spec.template.spec.containers[0].name}')}","resources":{"requests":{"cpu":"10m"}}}]}}}}`])
    await run('rollout status deployment/shop')
    expect((await run('autoscale deployment shop --cpu-percent=50 --min=1 --max=4')).stdout).toBe('horizontalpodautoscaler.autoscaling/shop autoscaled\n')
    await run(['patch', 'hpa', 'shop', '--type=merge', '-p', '{"spec":{"behavior":{"scaleDown":{"stabilizationWindowSeconds":15}}}}'])
    await run(['create', '-f', '-'], JSON.stringify({ apiVersion: 'route.openshift.io/v1', kind: 'Route', metadata: { name: 'shop' }, spec: { to: { name: 'shop' } } }))
    const host = await field('route shop', '{.spec.host}')
    expect(host).toBe('shop-istio-system.lab.localhost')
    const watch = start('get hpa shop -w')
    const load = setInterval(() => {
      for (let view = 0; view < 20; view += 1) void session.served.lab.fetch(new Request(`http://${host}/reviews/0`))
    }, 100)
    try {
      await watch.until(/cpu: \d+%\/50% +1 +4 +[2-4] /)
    } finally {
      clearInterval(load)
    }
    await watch.stop()
    const calm = start('get hpa shop -w')
    await calm.until(/cpu: \d+%\/50% +1 +4 +1 /)
    await calm.stop()
    expect((await run('get events --field-selector=involvedObject.kind=HorizontalPodAutoscaler')).stdout).toMatch(/SuccessfulRescale +horizontalpodautoscaler\/shop +New size: \d; reason: cpu resource utilization/)
    expect((await run('top pods -l app=shop')).stdout).toMatch(/NAME +CPU\(cores\) +MEMORY\(bytes\) *\nshop-\S+ +\d+m +\d+Mi/)
    expect((await run('top nodes')).stdout).toMatch(/node-1 +\d+m +\d+% +\d+Mi +\d+%/)
  })

  test('keeps stateful pods in order', async () => {
    const set = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec: { serviceName: 'db', replicas: 2, selector: { matchLabels: { app: 'db' } }, template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: image('v1') }] } } } }
    await run('create -f -', JSON.stringify(set))
    expect(await run('rollout status statefulset/db')).toMatchObject({ code: 0 })
    expect(await field('pods -l app=db', '{.items[*].metadata.name}')).toBe('db-0 db-1')
    await run('scale statefulset db --replicas=1')
    await run('wait --for=delete pod/db-1')
    expect(await field('pods -l app=db', '{.items[*].metadata.name}')).toBe('db-0')
    await run('delete statefulset db')
  })

  test('drains a node, and lets pods come back', async () => {
    await run('cordon node-1')
    expect((await run('get node node-1 --no-headers')).stdout).toMatch(/^node-1 +Ready,SchedulingDisabled /)
    await run('run waiting --image=nginx')
    expect((await run('describe pod waiting')).stdout).toMatch(/FailedScheduling .*0\/1 nodes are available: 1 node\(s\) were unschedulable/)
    await run('uncordon node-1')
    await start('get pod waiting -w').until(/ImagePull|ErrImage/)
  })
}, { lab: { clock: fastClock(10) } })
