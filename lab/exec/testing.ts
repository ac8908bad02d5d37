import { createLab } from '../create-lab.ts'
import type { Lab } from '../lab.ts'
import type { Clock } from '../clock.ts'
import { read, readList, text } from '../kube/read.ts'
import type { ConnectedProgram } from '../kube/pod-connections.ts'

export interface Finished {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A program that runs in a test. */
export interface Running {
  readonly program: ConnectedProgram
  /** Everything on stdout so far. */
  out(): string
  type(text: string): void
  /** Resolves when stdout fits. */
  until(pattern: RegExp): Promise<string>
  readonly ended: Promise<Finished>
}

export interface StartOptions {
  readonly app?: string
  readonly container?: string
  readonly stdin?: string
  readonly tty?: boolean
}

/** A lab with bookinfo whose containers run programs, without any network in between. */
export interface ExecLab {
  readonly lab: Lab
  start(command: readonly string[], options?: StartOptions): Promise<Running>
  run(command: readonly string[], options?: StartOptions): Promise<Finished>
  /** A request to its API server. */
  api(path: string, init?: RequestInit): Promise<unknown>
}

const namespace = '/api/v1/namespaces/istio-system'

export function openExecLab(clock: Clock): ExecLab {
  const lab = createLab({ clock, seed: 7, profile: 'istio-bookinfo', apiHosts: ['api.lab'], routerSuffix: 'lab.localhost', publicPort: 80, token: 'secret-token' })
  const headers = { authorization: 'Bearer secret-token' }

  async function api(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await lab.fetch(new Request(`http://api.lab${path}`, { ...init, headers: { ...headers, 'content-type': 'application/json' } }))
    return response.json()
  }

  async function start(command: readonly string[], { app = 'ratings', container = app, stdin, tty = false }: StartOptions = {}): Promise<Running> {
    const [pod] = readList(await api(`${namespace}/pods?labelSelector=app%3D${app}`), 'items')
    const query = new URLSearchParams([['container', container], ['stdout', 'true'], ['stderr', String(!tty)], ['tty', String(tty)], ['stdin', String(stdin !== undefined || tty)], ...command.map((word) => ['command', word])])
    const found = lab.connect(new Request(`http://api.lab${namespace}/pods/${text(read(pod, 'metadata', 'name'))}/exec?${query.toString()}`, { headers }))
    if (found instanceof Response) throw new Error(await found.text())
    if (found.kind !== 'program') throw new Error('Expected a program, got ports')
    const written = { out: '', err: '' }
    const looks = new Set<() => void>()
    const decoders = { out: new TextDecoder(), err: new TextDecoder() }
    const collect = (stream: 'out' | 'err') => async (data: Uint8Array) => {
      written[stream] += decoders[stream].decode(data, { stream: true })
      for (const look of looks) look()
    }
    const program = found.start({ out: collect('out'), err: collect('err') })
    const type = (keys: string) => void program.input(new TextEncoder().encode(keys))
    if (stdin !== undefined && !tty) {
      type(stdin)
      program.endInput()
    }
    return {
      program, type,
      out: () => written.out,
      until: (pattern) => new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(written.out)) return
          looks.delete(look)
          resolve(written.out)
        }
        looks.add(look)
        look()
        program.ended.then(() => (pattern.test(written.out) ? undefined : reject(new Error(`Expected ${String(pattern)}, got to the end: ${written.out}`))), reject)
      }),
      ended: program.ended.then((code) => ({ code, ...written })),
    }
  }

  return { lab, start, api, run: async (command, options) => (await start(command, options)).ended }
}
