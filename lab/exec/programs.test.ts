import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeClock } from '../node/node-clock.ts'
import { openExecLab, type ExecLab, type StartOptions } from './testing.ts'

let lab: ExecLab
beforeAll(() => {
  lab = openExecLab(nodeClock)
})
afterAll(() => lab.lab.stop())

const sh = (script: string, options: StartOptions = {}) => lab.run(['sh', '-c', script], options)

describe('the shell of a container', () => {
  it.each<[script: string, out: string, code?: number]>([
    ['echo a b   c', 'a b c\n'],
    ["echo 'a  b' \"c  $HOME\" \\$x", 'a  b c  /root $x\n'],
    ['false; echo $?; true && echo yes || echo no; false || echo other', '1\nyes\nother\n'],
    ['X=1; Y=$X$X; echo ${Y}0 ${NOPE:-none}', '110 none\n'],
    ['X=1 printenv X; echo "[$X]"', '1\n[]\n'],
    ['for i in 1 2 3; do echo -n "$i,"; done; echo', '1,2,3,\n'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i + 1)); [ $i -eq 2 ] && continue; echo $i; done', '1\n3\n'],
    ['while true; do echo once; break; done', 'once\n'],
    ['if grep -q nope /etc/hosts; then echo there; elif test -f /etc/hosts; then echo file; else echo none; fi', 'file\n'],
    ['seq 1 1000 | head -3 | tail -1', '3\n'],
    ['while true; do echo y; done | head -2', 'y\ny\n'],
    ['printf "b\\na\\nb\\n" | sort | uniq -c', '      1 a\n      2 b\n'],
    ['echo "<title>Shop</title>" | grep -o "<title>.*</title>"', '<title>Shop</title>\n'],
    ['(cd /etc; pwd); pwd', '/etc\n/\n'],
    ['echo $(echo a; echo b) "$(echo a; echo b)"', 'a b a\nb\n'],
    ['echo hidden > /dev/null; echo seen 2>/dev/null', 'seen\n'],
    ['nope 2>&1 | cat', 'sh: 1: nope: not found\n'],
    ['exit 7', '', 7],
    ['set -e; { echo group; }', 'group\n'],
    ['! false; echo $?', '0\n'],
    ['sh -c "exit 5"; echo $?', '5\n'],
    ['read A B < /etc/hosts; echo $A', '#\n'],
    ['which curl; command -v nope', '/usr/bin/curl\n', 1],
  ])('runs %s', async (script, out, code = 0) => {
    expect(await sh(script)).toEqual({ code, out, err: '' })
  })

  it.each([
    ['echo (', 2, /^sh: 1: Syntax error: "\(" unexpected\n$/],
    ['if true; then echo', 2, /^sh: 1: Syntax error: end of file unexpected \(expecting "fi"\)\n$/],
    ['echo "open', 2, /Unterminated quoted string/],
    ['vim', 127, /^sh: 1: vim: not found\n$/],
    ['echo x > /tmp/file', 2, /cannot create \/tmp\/file: Read-only file system/],
    ['/etc/hosts', 126, /Permission denied/],
    ['sleep 1 &', 2, /runs nothing in the background/],
  ])('says what is wrong with %s', async (script, code, err) => {
    const result = await sh(script)
    expect({ code: result.code, out: result.out }).toEqual({ code, out: '' })
    expect(result.err).toMatch(err)
  })

  it('speaks as bash where it is called so', async () => {
    expect(await lab.run(['bash', '-c', 'for i in {1..3} v{a,b}; do echo -n "$i "; done; nope'])).toEqual({ code: 127, out: '1 2 3 va vb ', err: 'bash: nope: command not found\n' })
  })

  it('lets other programs of its lab have their turn', async () => {
    const busy = await lab.start(['sh', '-c', 'while true; do :; done'])
    expect((await sh('echo still here')).out).toBe('still here\n')
    busy.program.stop()
    expect((await busy.ended).code).toBe(137)
  })
})

describe('programs of a container', () => {
  it('see their pod', async () => {
    const { out } = await sh('hostname; cat /etc/hostname; whoami; id -u; uname')
    expect(out).toMatch(/^(ratings-v1-\d+-\w{5})\n\1\nroot\n0\nLinux\n$/)
    expect((await lab.run(['whoami'], { container: 'istio-proxy' })).out).toBe('istio-proxy\n')
  })

  it('have the files that the kubelet writes, and no others', async () => {
    expect((await sh('cat /etc/resolv.conf')).out).toBe('nameserver 172.30.0.10\nsearch istio-system.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n')
    expect((await sh('cat /var/run/secrets/kubernetes.io/serviceaccount/token')).out).toMatch(/^secret-token\.[\w-]+$/)
    expect((await sh('ls /var/run/secrets/kubernetes.io/serviceaccount')).out).toBe('namespace\ntoken\n')
    expect(await sh('cat /etc/shadow')).toEqual({ code: 1, out: '', err: 'cat: /etc/shadow: No such file or directory\n' })
    expect(await sh('cat /etc')).toEqual({ code: 1, out: '', err: 'cat: /etc: Is a directory\n' })
  })

  it('have what their pod mounts', async () => {
    await lab.api('/api/v1/namespaces/istio-system/configmaps', { method: 'POST', body: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { 'app.conf': 'colour=red\n', other: 'x' } }) })
    await lab.api('/api/v1/namespaces/istio-system/secrets', { method: 'POST', body: JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, data: { key: btoa('hush') } }) })
    const pod = {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'mounts', labels: { app: 'mounts' } },
      spec: {
        containers: [{ name: 'mounts', image: 'istio/examples-bookinfo-details-v1:1.5.0', env: [{ name: 'COLOUR', valueFrom: { configMapKeyRef: { name: 'settings', key: 'other' } } }], volumeMounts: [{ name: 'c', mountPath: '/etc/app' }, { name: 's', mountPath: '/keys' }, { name: 'e', mountPath: '/cache' }] }],
        volumes: [{ name: 'c', configMap: { name: 'settings' } }, { name: 's', secret: { secretName: 'keys' } }, { name: 'e', emptyDir: {} }],
      },
    }
    await lab.api('/api/v1/namespaces/istio-system/pods', { method: 'POST', body: JSON.stringify(pod) })
    await expect.poll(async () => (await lab.run(['sh', '-c', 'cat /etc/app/app.conf; ls /etc/app; cat /keys/key; ls /cache; echo; printenv COLOUR'], { app: 'mounts' }).catch(() => undefined))?.out, { timeout: 30_000 }).toBe('colour=red\napp.conf\nother\nhush\nx\n')
  }, 40_000)

  it('end by 141 where nobody reads, and read no further than they need', async () => {
    expect(await sh('seq 1 100000 | head -1; echo $?')).toEqual({ code: 0, out: '1\n0\n', err: '' })
  })

  it.each([
    [['vim'], 126, 'exec: \\"vim\\": executable file not found in $PATH'],
    [['/no/such'], 126, 'stat /no/such: no such file or directory'],
    [['/etc/hosts'], 126, 'permission denied'],
  ])('that are not there: %s', async (command, code, why) => {
    const result = await lab.run(command)
    expect(result.code).toBe(code)
    expect(result.out).toContain(why)
    expect(result.out).toMatch(/^OCI runtime exec failed: .*: unknown\r\n$/)
  })
})

describe('curl and wget', () => {
  it.each<[line: string, out: RegExp, code?: number, err?: RegExp]>([
    ['curl -s ratings:9080/ratings/0', /^\{"id":0,"ratings":\{"Reviewer1":5,"Reviewer2":4\}\}$/],
    ['curl -sS -o /dev/null -w "%{http_code}\\n" http://productpage.istio-system:9080/productpage', /^200\n$/],
    ['curl -sI details.istio-system.svc.cluster.local:9080/details/0', /^HTTP\/1\.1 200 OK\r\n[\s\S]*server: envoy\r\n[\s\S]*x-envoy-upstream-service-time: \d+\r\n/],
    ['curl -s nope:9080', /^$/, 6],
    ['curl -sS nope:9080', /^$/, 6, /^curl: \(6\) Could not resolve host: nope\n$/],
    ['curl -sS localhost:1', /^$/, 7, /^curl: \(7\) Failed to connect to localhost port 1: Connection refused\n$/],
    ['curl -s localhost:9080/health', /^\{"status":"Ratings is healthy"\}$/],
    ['curl -sSf ratings:9080/nope', /^$/, 22, /^curl: \(22\) The requested URL returned error: 404 Not Found\n$/],
    ['curl --nope', /^$/, 2, /option --nope: is unknown/],
    ['curl -sS https://ratings:9080/', /^$/, 35, /^curl: \(35\) /],
    ['curl -s -X POST -d username=jason -d passwd=x -o /dev/null -w "%{http_code}" productpage:9080/login', /^302$/],
    ['curl ratings:9080/health', /^\{"status"/, 0, /% Total {4}% Received[\s\S]*\r100 {4}31 {2}100 {4}31/],
    ['curl -s www.example.com', /^$/],
    ['wget -qO- ratings:9080/health', /^\{"status":"Ratings is healthy"\}$/],
    ['wget -q -O - nope:9080', /^$/, 1, /^wget: bad address 'nope:9080'\n$/],
    ['wget --spider ratings:9080/nope', /^$/, 1, /^Connecting to ratings:9080 \(172\.30\.\d+\.\d+:9080\)\nwget: server returned error: HTTP\/1\.1 404 Not Found\n$/],
  ])('%s', async (line, out, code = 0, err = /^$/) => {
    const result = await sh(line)
    expect(result.out).toMatch(out)
    expect(result.err).toMatch(err)
    expect(result.code).toBe(code)
  })

  it('go out as their workload: by its rules, with its faults', async () => {
    const started = nodeClock.now()
    const asJason = await sh('curl -s -m 2 -o /dev/null -w "%{http_code} %{time_total}" -H "Cookie: user=jason" ratings:9080/ratings/0', { app: 'reviews' })
    expect(asJason).toMatchObject({ code: 28, out: expect.stringMatching(/^000 2\.\d+$/) })
    expect(nodeClock.now() - started).toBeGreaterThanOrEqual(1990)
    const rule = { apiVersion: 'config.istio.io/v1alpha2', kind: 'RouteRule', metadata: { name: 'details-abort', namespace: 'istio-system' }, spec: { destination: { name: 'details' }, precedence: 9, match: { source: { name: 'productpage' } }, httpFault: { abort: { percent: 100, httpStatus: 555 } } } }
    await lab.api('/apis/config.istio.io/v1alpha2/namespaces/istio-system/routerules', { method: 'POST', body: JSON.stringify(rule) })
    const ask = 'curl -s -w " %{http_code}" details:9080/details/0'
    expect((await sh(ask, { app: 'productpage' })).out).toBe('fault filter abort 555')
    expect((await sh(ask, { app: 'ratings' })).out).toMatch(/William Shakespeare.* 200$/)
  })

  it('are counted as requests of their workload', async () => {
    await sh('curl -s -o /dev/null ratings:9080/ratings/4711', { app: 'details' })
    const host = new Request('http://prometheus-istio-system.lab.localhost/api/v1/query?query=' + encodeURIComponent('istio_request_count{source_service="details.istio-system.svc.cluster.local",destination_service="ratings.istio-system.svc.cluster.local"}'))
    await expect.poll(async () => {
      const answer: unknown = await (await lab.lab.fetch(host.clone())).json()
      return JSON.stringify(answer)
    }, { timeout: 20_000 }).toContain('"destination_version":"v1"')
  }, 30_000)
})
