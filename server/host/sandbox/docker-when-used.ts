import { existsSync } from 'node:fs'
import type { DockerDriverOptions } from './docker.ts'
import type { SandboxDriver } from './sandbox.ts'

/** The driver of Docker, loaded when there is something for it to do: its client is a quarter of a host process without it. */
export function dockerWhenUsed(options: DockerDriverOptions): SandboxDriver {
  let loaded: Promise<SandboxDriver> | undefined
  const load = () => (loaded ??= import('./docker.ts').then(({ dockerDriver }) => dockerDriver(options)))
  return {
    name: 'docker',
    loopbackOnly: false,
    probe: async () => (await load()).probe(),
    create: async (spec) => (await load()).create(spec),
    // Where no daemon listens there is nobody to ask what an earlier host left.
    reap: async () => (hasDaemon(options.host) ? (await load()).reap() : 0),
  }
}

function hasDaemon(host: string): boolean {
  return !host.startsWith('unix://') || existsSync(host.slice('unix://'.length))
}
