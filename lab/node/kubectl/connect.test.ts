import { spawn as spawnPty } from 'node-pty'
import { expect, test } from 'vitest'
import { freePort } from '../testing/free-port.ts'
import { describeKubectl } from '../testing/kubectl-session.ts'

await describeKubectl('connecting to pods', (session) => {
  const { run, start } = session
  const client = () => session.client

  test("asks for bookinfo's title from ratings, as Istio's own check does", async () => {
    const pod = (await run(['get', 'pod', '-l', 'app=ratings', '-o', 'jsonpath={.items[0].metadata.name}'])).stdout
    const { code, stdout } = await run(['exec', pod, '-c', 'ratings', '--', 'curl', '-s', 'productpage:9080/productpage'])
    expect(code).toBe(0)
    expect(stdout).toContain('<title>Simple Bookstore App</title>')
    expect(stdout.trimEnd()).toMatch(/<\/html>$/)
  })

  test('answers with the status of the program', async () => {
    expect(await run(['exec', 'deploy/ratings-v1', '-c', 'ratings', '--', 'sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\ncommand terminated with exit code 3\n' })
    expect(await run('exec deploy/ratings-v1 -c ratings -- true')).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('says in the words of Docker that a program is not there', async () => {
    expect(await run('exec deploy/ratings-v1 -c ratings -- vim')).toEqual({
      code: 126,
      stdout: 'OCI runtime exec failed: exec failed: container_linux.go:349: starting container process caused "exec: \\"vim\\": executable file not found in $PATH": unknown\r\n',
      stderr: 'command terminated with exit code 126\n',
    })
  })

  test('passes input on, to its end', async () => {
    const text = 'a line of some length\n'.repeat(20_000)
    const { code, stdout } = await run('exec -i deploy/ratings-v1 -c ratings -- wc -c', text)
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${text.length}\n` })
    expect((await run('exec -i deploy/ratings-v1 -c ratings -- cat', text)).stdout).toBe(text)
  })

  test('opens a shell on a terminal', async () => {
    const { program, args, env } = client().commandLine('exec -it deploy/ratings-v1 -c ratings -- sh')
    const pty = spawnPty(program, [...args], { env, cols: 80, rows: 24 })
    let seen = ''
    const looks = new Set<() => void>()
    pty.onData((data) => {
      seen += data
      for (const look of looks) look()
    })
    const until = (pattern: RegExp) => new Promise<void>((resolve) => {
      const look = () => {
        if (!pattern.test(seen)) return
        looks.delete(look)
        resolve()
      }
      looks.add(look)
      look()
    })
    const ended = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)))
    await until(/# $/)
    pty.write('echo $((6 * 7))x\x7f\r')
    await until(/\r\n42\r\n# $/)
    pty.resize(100, 30)
    pty.write('sleep 1000\r')
    await until(/sleep 1000\r\n$/)
    pty.write('\x03')
    await until(/\^C\r\n# $/)
    pty.write('exit 5\r')
    expect(await ended).toBe(5)
    expect(seen).toMatch(/exit 5\r\ncommand terminated with exit code 5\r\n$/)
  })

  test('copies nothing where there is no tar', async () => {
    const { code, stderr } = await run('cp -c ratings deploy/ratings-v1:/etc/hosts /dev/null')
    expect(code).toBe(1)
    expect(stderr).not.toBe('')
  })

  test.each([
    ['exec nope -- ls', 'Error from server (NotFound): pods "nope" not found\n'],
    ['exec deploy/ratings-v1 -c nope -- ls', /container nope is not valid for pod ratings-v1-/],
    ['exec deploy/ratings-v1 -c ratings --as=nobody -- ls', /nobody" cannot get resource "/],
    ['port-forward svc/nope 0:9080', 'Error from server (NotFound): services "nope" not found\n'],
  ])('%s fails as on a cluster', async (command, message) => {
    const { code, stderr } = await run(command)
    expect(code).toBe(1)
    expect(stderr).toMatch(message)
  })

  test('lets in only whom roles allow', async () => {
    const pod = (await run(['get', 'pod', '-l', 'app=ratings', '-o', 'jsonpath={.items[0].metadata.name}'])).stdout
    await run('create role looker --verb=get --resource=pods')
    await run('create rolebinding looker --role=looker --user=looker')
    expect((await run(`exec ${pod} -c ratings --as=looker -- ls`)).stderr).toMatch(/pods "ratings-v1-[^"]+" is forbidden: User "looker" cannot (get|create) resource "pods\/exec" in API group "" in the namespace "istio-system"/)
    await run('create role runner --verb=create,get --resource=pods,pods/exec')
    await run('create rolebinding runner --role=runner --user=looker')
    expect(await run(`exec ${pod} -c ratings --as=looker -- echo in`)).toEqual({ code: 0, stdout: 'in\n', stderr: '' })
  })

  test('forwards a port with many connections at a time', async () => {
    const port = await freePort()
    const forwarding = start(`port-forward svc/productpage ${port}:9080 --address 127.0.0.1`)
    await forwarding.until(new RegExp(`Forwarding from 127.0.0.1:${port} -> 9080`))
    const pages = await Promise.all(Array.from({ length: 8 }, async () => (await fetch(`http://127.0.0.1:${port}/productpage`)).text()))
    for (const page of pages) expect(page).toContain('<title>Simple Bookstore App</title>')
    const book = await fetch(`http://127.0.0.1:${port}/api/v1/products`)
    expect(await book.json()).toMatchObject([{ title: 'The Comedy of Errors' }])
    expect(forwarding.output).toContain(`Handling connection for ${port}`)
    await forwarding.stop()
  })

  test('says that nothing listens', async () => {
    const port = await freePort()
    const forwarding = start(`port-forward deploy/grafana ${port}:4444 --address 127.0.0.1`)
    await forwarding.until(/Forwarding from/)
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
    expect(await forwarding.until(/an error occurred forwarding/)).toMatch(new RegExp(`an error occurred forwarding ${port} -> 4444: error forwarding port 4444 to pod .*connect: connection refused`))
    await forwarding.stop()
  })

  test('attaches to what a program writes', async () => {
    const attached = start('attach deploy/ratings-v1 -c ratings')
    const seen = attached.until(/GET \/ratings\/0/)
    // Nothing tells when it is attached; asking until a line comes does.
    for (let asked = 0; asked < 100 && !attached.output.includes('GET /ratings/0'); asked += 1) await run('exec deploy/reviews-v1 -c reviews -- curl -s -o /dev/null ratings:9080/ratings/0')
    await Promise.all([seen, attached.stop()])
  })
})
