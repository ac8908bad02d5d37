import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../node/testing/free-port.ts'
import { openShell, type TestShell } from './testing/shell.ts'

let shell: TestShell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.close())

describe('exec', () => {
  it("asks for bookinfo's title from ratings", async () => {
    const pod = (await shell.run("kubectl get pod -l app=ratings -o jsonpath='{.items[0].metadata.name}'")).out
    const { code, out, err } = await shell.run(`kubectl exec ${pod} -c ratings -- curl -s productpage:9080/productpage`)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('<title>Simple Bookstore App</title>')
  })

  it.each([
    ['kubectl exec deploy/ratings-v1 -c ratings -- sh -c "echo out; echo err >&2; exit 3"', 3, /^out\n$/, /^err\ncommand terminated with exit code 3\n$/],
    ['kubectl exec deploy/ratings-v1 -- true', 0, /^$/, /^Defaulting container name to ratings\.\nUse 'kubectl describe pod\/ratings-v1-\S+ -n istio-system' to see all of the containers in this pod\.\n$/],
    ['oc exec deploy/ratings-v1 -c ratings hostname', 0, /^ratings-v1-/, /^oc exec \[POD\] \[COMMAND\] is DEPRECATED/],
    ['oc exec nope -- ls', 1, /^$/, /^Error from server \(NotFound\): pods "nope" not found\n$/],
    ['kubectl exec deploy/ratings-v1 -c nope -- ls', 1, /^$/, /^Error from server \(BadRequest\): container nope is not valid for pod ratings-v1-\S+\n$/],
    ['kubectl exec', 1, /^$/, /^error: pod, type\/name or --filename must be specified\n$/],
    ['kubectl exec deploy/ratings-v1', 1, /^$/, /^error: you must specify at least one command for the container\n/],
    ['kubectl exec deploy/ratings-v1 -c ratings -- vim', 126, /executable file not found/, /^command terminated with exit code 126\n$/],
    ['kubectl exec -it deploy/ratings-v1 -c ratings -- echo hi', 0, /^hi\n$/, /^Unable to use a TTY - input is not a terminal or the right kind of file\n$/],
    ['oc rsh -c ratings deploy/ratings-v1 cat /etc/hostname', 0, /^ratings-v1-/, /^$/],
    ['oc rsh', 1, /^$/, /rsh requires a single Pod to connect to/],
    ['kubectl exec deploy/ratings-v1 -c ratings --as=nobody -- ls', 1, /^$/, /forbidden/i],
  ])('%s', async (line, code, out, err) => {
    const result = await shell.run(line)
    expect(result.out).toMatch(out)
    expect(result.err).toMatch(err)
    expect(result.code).toBe(code)
  })

  it('passes stdin on to its end', async () => {
    const text = 'some line\n'.repeat(50_000)
    expect(await shell.run('kubectl exec -i deploy/ratings-v1 -c ratings -- wc -l', text)).toEqual({ code: 0, out: '50000\n', err: '' })
    expect(await shell.run('oc rsh -c ratings -T deploy/ratings-v1', 'hostname; exit 4\n')).toMatchObject({ code: 4, out: expect.stringMatching(/^ratings-v1-/) })
  })
})

describe('port-forward', () => {
  it('leads to a pod until Ctrl-C', async () => {
    const port = await freePort()
    const forwarding = shell.start(`kubectl port-forward svc/productpage ${port}:9080 --address 127.0.0.1`)
    await forwarding.until(new RegExp(`^Forwarding from 127.0.0.1:${port} -> 9080\n$`))
    const pages = await Promise.all(Array.from({ length: 5 }, async () => (await fetch(`http://127.0.0.1:${port}/productpage`)).text()))
    for (const page of pages) expect(page).toContain('<title>Simple Bookstore App</title>')
    await forwarding.until(new RegExp(`(Handling connection for ${port}\n){5}`))
    forwarding.interrupt()
    expect(await forwarding.ended).toMatchObject({ code: 0, err: '' })
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  })

  it('takes a free port where none is named, and says that nothing listens there', async () => {
    const forwarding = shell.start('oc port-forward deploy/grafana :4444')
    const [, port = ''] = /127\.0\.0\.1:(\d+) -> 4444/.exec(await forwarding.until(/Forwarding from 127.0.0.1:\d+ -> 4444/)) ?? []
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
    forwarding.interrupt()
    expect((await forwarding.ended).err).toMatch(new RegExp(`^E\\d{4} [\\d:.]+ +\\d+ portforward.go:400\\] an error occurred forwarding ${port} -> 4444: error forwarding port 4444 to pod .*connect: connection refused`))
  })

  it('says that a port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', () => resolve()))
    const address = taken.address()
    const port = address && typeof address !== 'string' ? address.port : 0
    expect(await shell.run(`kubectl port-forward svc/productpage ${port}:9080 --address 127.0.0.1`)).toEqual({
      code: 1, out: '',
      err: `Unable to listen on port ${port}: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:${port}: bind: address already in use]\nerror: unable to listen on any of the requested ports: [{${port} 9080}]\n`,
    })
    await new Promise((resolve) => taken.close(resolve))
  })

  it.each([
    ['kubectl port-forward', /^error: TYPE\/NAME and list of ports are required for port-forward\n/],
    ['kubectl port-forward svc/productpage', /^error: TYPE\/NAME and list of ports are required for port-forward\n/],
    ['kubectl port-forward svc/productpage 80', /^error: Service productpage does not have a service port 80\n$/],
    ['kubectl port-forward svc/nope 80', /^Error from server \(NotFound\): services "nope" not found\n$/],
    ['kubectl port-forward deploy/ratings-v1 a:b', /^error: Pod 'ratings-v1-\S+' does not have a named port 'b'\n$/],
    ['kubectl port-forward deploy/ratings-v1 :0', /^error: remote port must be > 0\n$/],
  ])('%s', async (line, err) => {
    const result = await shell.run(line)
    expect(result).toMatchObject({ code: 1, out: '' })
    expect(result.err).toMatch(err)
  })

  it('opens a dashboard for istioctl', async () => {
    const port = await freePort()
    const dashboard = shell.start(`istioctl dashboard prometheus --port ${port}`)
    await dashboard.until(new RegExp(`^http://localhost:${port}\nFailed to open browser; open http://localhost:${port} in your browser.\n$`))
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/query?query=1`)).status).toBe(200)
    dashboard.interrupt()
    expect((await dashboard.ended).code).toBe(0)
  })
})

describe('attach', () => {
  it('shows what is written from now on', async () => {
    const attached = shell.start('kubectl attach deploy/ratings-v1 -c ratings')
    let seen = false
    const line = attached.until(/GET \/ratings\/0/).then(() => { seen = true })
    for (let asked = 0; asked < 100 && !seen; asked += 1) await shell.run('kubectl exec deploy/reviews-v1 -c reviews -- curl -s -o /dev/null ratings:9080/ratings/0')
    await line
    await shell.run('kubectl delete pod -l app=ratings --grace-period=0 --force')
    expect(await attached.ended).toMatchObject({ code: 0, err: "If you don't see a command prompt, try pressing enter.\n" })
  })
})
