import { afterAll, beforeAll, describe } from 'vitest'
import type { LabOptions } from '../../lab.ts'
import { findKubectls } from './kubectl-binaries.ts'
import { KubectlClient, type Outcome, type Running } from './kubectl-client.ts'
import { startLab, type ServedTestLab } from './start-lab.ts'

/** What a test file works with: one kubectl and a lab of its own. */
export interface Session {
  readonly version: string
  readonly served: ServedTestLab
  readonly client: KubectlClient
  run(command: string | readonly string[], input?: string): Promise<Outcome>
  start(command: string | readonly string[]): Running
}

interface SessionOptions {
  readonly namespace?: string
  readonly lab?: Partial<LabOptions>
}

/** Runs a group of tests once for each kubectl of this machine, each time against a new lab. Skipped where there is none. */
export async function describeKubectl(title: string, tests: (session: Session) => void, { namespace = 'istio-system', lab = {} }: SessionOptions = {}): Promise<void> {
  const kubectls = await findKubectls()
  if (kubectls.length === 0) describe.skip(`${title} (no kubectl for this machine)`, () => tests(unready))
  describe.each(kubectls)(`${title}, kubectl $version`, (binary) => {
    const made: { served?: ServedTestLab; client?: KubectlClient } = {}
    beforeAll(async () => {
      made.served = await startLab(lab)
      made.client = await KubectlClient.create(binary, { server: made.served.api, namespace })
    })
    afterAll(async () => {
      await made.client?.close()
      await made.served?.close()
    })
    const client = () => made.client ?? unready.client
    tests({
      version: binary.version,
      get served() {
        return made.served ?? unready.served
      },
      get client() {
        return client()
      },
      run: (command, input) => client().run(command, input === undefined ? {} : { input }),
      start: (command) => client().start(command),
    })
  })
}

const unready: Session = {
  version: '',
  get served(): never {
    throw new Error('the lab is asked for before it runs')
  },
  get client(): never {
    throw new Error('kubectl is asked for before the lab runs')
  },
  run: () => Promise.reject(new Error('the lab is asked for before it runs')),
  start: () => unready.client.start(''),
}
