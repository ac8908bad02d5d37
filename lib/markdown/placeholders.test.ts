import { describe, expect, test } from 'vitest'
import { hasPlaceholders, replacePlaceholders, type Addresses } from './placeholders.ts'

const addresses: Addresses = { scheme: 'http', previewId: 'k3v9x2p7', previewDomain: 'localhost:3000', hostIp: '172.17.0.11', portsPage: 'http://localhost:3000/ports' }
const host = (port: string, name = ''): string => `[[HOST_SUBDOMAIN]]-${port}-[[KATACODA_HOST]].environments.katacoda.com${name}`

describe('the Katacoda form of an address', () => {
  test.each([
    ['a link', `https://${host('8080')}/x?y=1`, 'http://k3v9x2p7-8080.localhost:3000/x?y=1'],
    ['http', `http://${host('80')}`, 'http://k3v9x2p7-80.localhost:3000'],
    ['a name before it', `http://grafana-istio-system.${host('80')}/d`, 'http://grafana-istio-system.k3v9x2p7-80.localhost:3000/d'],
    ['a name joined by a dash', `https://console-${host('443')}/`, 'http://console.k3v9x2p7-443.localhost:3000/'],
    ['a name with dots', `http://a.b.${host('80')}`, 'http://a.b.k3v9x2p7-80.localhost:3000'],
    ['no scheme, a word of a command', `oc login ${host('8443')} -u admin`, 'oc login http://k3v9x2p7-8443.localhost:3000 -u admin'],
    ['no scheme, with a name', `curl shop-dev.${host('80')}/cart`, 'curl http://shop-dev.k3v9x2p7-80.localhost:3000/cart'],
    ['no scheme, the value of a variable', `export REGISTRY=${host('5000')}`, 'export REGISTRY=k3v9x2p7-5000.localhost:3000'],
    ['no scheme, in quotes', `targets: ['app.${host('80')}']`, "targets: ['app.k3v9x2p7-80.localhost:3000']"],
    ['a Host header', `curl -H "Host: app.${host('80')}" localhost`, 'curl -H "Host: app.k3v9x2p7-80.localhost:3000" localhost'],
    ['a port behind it', `argocd --server argo.${host('80')}:443 x`, 'argocd --server argo.k3v9x2p7-80.localhost:3000 x'],
    ['a websocket', `wss://${host('80')}/s`, 'ws://k3v9x2p7-80.localhost:3000/s'],
    ['no port', 'https://[[HOST_SUBDOMAIN]]-[[KATACODA_HOST]].environments.katacoda.com/', 'http://k3v9x2p7-80.localhost:3000/'],
    ['the domain as a placeholder', 'https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].[[KATACODA_DOMAIN]]/', 'http://k3v9x2p7-80.localhost:3000/'],
    ['the client machine', 'https://[[CLIENT_SUBDOMAIN]]-9090-[[KATACODA_HOST]].environments.katacoda.com', 'http://k3v9x2p7-9090.localhost:3000'],
    ['a name made by the shell', `http://\${app}-${host('80')}`, 'http://${app}.k3v9x2p7-80.localhost:3000'],
    ['a variable braced around its end', `http://$NAME.${host('80')}`, 'http://$NAME.k3v9x2p7-80.localhost:3000'],
    ['beside a range of curl', `curl "http://p.${host('80')}/?foo=[1-1000]"`, 'curl "http://p.k3v9x2p7-80.localhost:3000/?foo=[1-1000]"'],
    ['twice', `${host('1')} ${host('2')}`, 'http://k3v9x2p7-1.localhost:3000 http://k3v9x2p7-2.localhost:3000'],
  ])('%s', (_, text, expected) => expect(replacePlaceholders(text, addresses)).toBe(expected))

  test('takes the scheme of the session', () => {
    const secure = { ...addresses, scheme: 'https', previewDomain: 'labs.example.org' }
    expect(replacePlaceholders(`http://x.${host('80')}/ ws://${host('81')}`, secure))
      .toBe('https://x.k3v9x2p7-80.labs.example.org/ wss://k3v9x2p7-81.labs.example.org')
  })
})

describe('other placeholders', () => {
  test.each([
    ['echo [[HOST_SUBDOMAIN]]', 'echo k3v9x2p7'],
    ['ping [[HOST_IP]] [[HOST1_IP]] [[HOST2_IP]]', 'ping 172.17.0.11 172.17.0.11 172.17.0.11'],
    ['see {{TRAFFIC_HOST1_3000}}', 'see http://k3v9x2p7-3000.localhost:3000'],
    ['{{TRAFFIC_HOST1_3000}}/path?q=1', 'http://k3v9x2p7-3000.localhost:3000/path?q=1'],
    ['{{TRAFFIC_HOST1_5000/swagger/index.html}}', 'http://k3v9x2p7-5000.localhost:3000/swagger/index.html'],
    ['https://{{TRAFFIC_HOST2_80}}/', 'http://k3v9x2p7-80.localhost:3000/'],
    ['{{ TRAFFIC_HOST1_80 }}', 'http://k3v9x2p7-80.localhost:3000'],
    ['{{TRAFFIC_SELECTOR}}', 'http://localhost:3000/ports'],
  ])('%s', (text, expected) => expect(replacePlaceholders(text, addresses)).toBe(expected))
})

test.each([
  '[[ -f x ]] && echo y', '[[modules]]', '[[PATH]]', "docker ps --format '{{.Names}}'", '{{ REPLACE_IMAGE }}', '%{http_code}', '${i}', '{1..10}',
  '[[host_ip]]', '{{TRAFFIC_HOST1}}', '{{TRAFFIC_HOST_80}}', '', 'plain', '$&', "$'", '[[HOST_SUBDOMAIN]', '[[]]',
])('leaves %s as it is', (text) => {
  expect(replacePlaceholders(text, addresses)).toBe(text)
  expect(hasPlaceholders(text)).toBe(false)
})

test('a megabyte of addresses takes time in proportion', () => {
  const text = `a-b.${host('80')} [[HOST_IP]] `.repeat(12_000)
  const begin = performance.now()
  expect(replacePlaceholders(text, addresses)).not.toContain('[[')
  expect(performance.now() - begin).toBeLessThan(2000)
})
