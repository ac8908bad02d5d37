import { join, resolve } from 'node:path'
import { z } from 'zod'

const minute = 60_000
const mebibyte = 1024 * 1024

const flag = z.enum(['0', '1', 'true', 'false', 'yes', 'no']).transform((value) => ['1', 'true', 'yes'].includes(value))
const count = (least: number) => z.coerce.number().int().min(least)
const minutes = z.coerce.number().min(0).transform((value) => Math.round(value * minute))
const list = z.string().transform((value) => value.split(',').map((item) => item.trim()).filter(Boolean))

/** Every variable that Rehearsal reads. `.env.example` explains them to operators. */
const environmentSchema = z.object({
  REHEARSAL_HOST: z.string().min(1).default('127.0.0.1'),
  REHEARSAL_PORT: count(0).max(65_535).optional(),
  PORT: count(0).max(65_535).optional(),
  REHEARSAL_PUBLIC_URL: z.url().optional(),
  REHEARSAL_ALLOWED_ORIGINS: list.default([]),
  REHEARSAL_TRUST_PROXY: flag.default(false),
  REHEARSAL_PREVIEW_DOMAIN: z.string().min(1).optional(),
  REHEARSAL_SCENARIOS: z.string().min(1).default('scenarios'),
  REHEARSAL_ENVIRONMENTS: z.string().min(1).default('environments'),
  REHEARSAL_DATA: z.string().min(1).default('.data'),
  REHEARSAL_SOCKETS: z.string().min(1).optional(),
  REHEARSAL_DRIVER: z.enum(['auto', 'oci', 'docker', 'bwrap', 'local']).default('auto'),
  REHEARSAL_ROOTFS: z.string().min(1).optional(),
  REHEARSAL_OCI_RUNTIME: z.enum(['auto', 'runc', 'crun', 'runsc']).default('auto'),
  REHEARSAL_DOCKER: z.string().regex(/^(unix|tcp|http|https):\/\/./).optional(),
  DOCKER_HOST: z.string().optional(),
  REHEARSAL_INTERNET: flag.default(false),
  REHEARSAL_NAME_SERVERS: list.default([]),
  REHEARSAL_UNSAFE_BIND: flag.default(false),
  REHEARSAL_SHELL: z.string().min(1).optional(),
  REHEARSAL_PAGES: z.enum(['next', 'dev', 'none']).default('next'),
  REHEARSAL_MAX_SESSIONS: count(1).default(200),
  REHEARSAL_SESSIONS_PER_PERSON: count(1).default(3),
  REHEARSAL_SESSIONS_PER_ADDRESS: count(1).default(100),
  REHEARSAL_CONNECTIONS_PER_ADDRESS: count(1).default(300),
  REHEARSAL_LIFE_MINUTES: minutes.optional(),
  REHEARSAL_IDLE_MINUTES: minutes.optional(),
  REHEARSAL_GONE_MINUTES: minutes.optional(),
  REHEARSAL_MAX_PROCESSES: count(8).default(128),
  REHEARSAL_MEMORY_MIB: count(16).default(256),
  REHEARSAL_CPU_CORES: z.coerce.number().min(0.05).default(0.5),
  REHEARSAL_HOME_MIB: count(1).default(128),
  REHEARSAL_OPEN_FILES: count(64).default(1024),
  REHEARSAL_MAX_TERMINALS: count(1).max(32).default(8),
  REHEARSAL_RECORDING_MIB: z.coerce.number().min(0).default(8),
  REHEARSAL_ACCESS_CODE: z.string().min(4).optional(),
  REHEARSAL_INSTRUCTOR_CODE: z.string().min(4).optional(),
  REHEARSAL_OPENID_ISSUER: z.url().optional(),
  REHEARSAL_OPENID_CLIENT: z.string().min(1).optional(),
  REHEARSAL_OPENID_SECRET: z.string().min(1).optional(),
  REHEARSAL_OPENID_ROLE_CLAIM: z.string().min(1).default('role'),
})

export type Environment = Readonly<Record<string, string | undefined>>

/** What the program goes by, read once at the start and never changed. Times in milliseconds, sizes in bytes. */
export interface Config {
  readonly listen: { readonly host: string; readonly port: number }
  /** Address under which browsers reach us; absent means http://localhost and the port. */
  readonly publicUrl: URL
  readonly allowedOrigins: readonly string[]
  readonly allowedHosts: readonly string[]
  readonly previewDomain: string
  /** Whether a reverse proxy of the operator's stands before us and tells the client's address. */
  readonly trustProxy: boolean
  readonly scenariosFolder: string
  readonly environmentsFolder: string
  readonly dataFolder: string
  /** Folder of the unix sockets between our processes; its path must stay short. */
  readonly socketFolder: string
  readonly driver: 'auto' | 'oci' | 'docker' | 'bwrap' | 'local'
  /** Folder of root file systems for learners' machines, one for each image. */
  readonly rootFileSystems: string
  /** Program that makes containers for the driver oci. */
  readonly ociRuntime: 'auto' | 'runc' | 'crun' | 'runsc'
  /** Address of the daemon for the docker driver. */
  readonly dockerHost: string
  /** Whether learners' machines may have a way to the internet, and who answers them for names: the machine's own when nobody is named. */
  readonly internet: { readonly nameServers: readonly string[] } | undefined
  readonly unsafeBind: boolean
  /** Command of every terminal instead of the environment's shell. */
  readonly shell: string | undefined
  readonly pages: 'next' | 'dev' | 'none'
  readonly people: PeopleConfig
  readonly connectionsPerAddress: number
  readonly sessions: SessionConfig
}

type PeopleConfig =
  | { readonly kind: 'open' }
  | { readonly kind: 'access-code'; readonly learnerCode: string; readonly instructorCode?: string }
  | { readonly kind: 'open-id'; readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly roleClaim: string }

interface SessionConfig {
  readonly maxSessions: number
  readonly perPerson: number
  readonly perAddress: number
  /** Undefined where the driver decides: a laptop's owner has no limit, strangers have one. 0 is no limit. */
  readonly lifeMs: number | undefined
  readonly idleMs: number | undefined
  readonly goneMs: number | undefined
  readonly limits: {
    readonly maxProcesses: number
    readonly memoryBytes: number
    readonly cpuCores: number
    readonly homeBytes: number
    readonly maxOpenFiles: number
    readonly maxTerminals: number
  }
  /** Recording of each terminal; 0 turns recording off. */
  readonly recordingBytes: number
}

/** An operator's mistake: a sentence for the console, no stack. */
export class ConfigError extends Error {}

/**
 * Reads the environment. This is the only place that does.
 * @param folder what relative paths start from
 * @throws ConfigError that names the variable, what was expected and what came
 */
export function readConfig(environment: Environment, folder: string): Config {
  const parsed = environmentSchema.safeParse(withoutEmpty(environment))
  if (!parsed.success) throw new ConfigError(explain(parsed.error, environment))
  const variables = parsed.data
  const port = variables.REHEARSAL_PORT ?? variables.PORT ?? 3000
  const publicUrl = new URL(variables.REHEARSAL_PUBLIC_URL ?? `http://localhost:${port}`)
  const dataFolder = resolve(folder, variables.REHEARSAL_DATA)
  return Object.freeze({
    listen: { host: variables.REHEARSAL_HOST, port },
    publicUrl,
    ...reachableAs(publicUrl, variables.REHEARSAL_HOST, port, variables.REHEARSAL_ALLOWED_ORIGINS),
    previewDomain: variables.REHEARSAL_PREVIEW_DOMAIN ?? `localhost${publicUrl.port ? `:${publicUrl.port}` : ''}`,
    trustProxy: variables.REHEARSAL_TRUST_PROXY,
    scenariosFolder: resolve(folder, variables.REHEARSAL_SCENARIOS),
    environmentsFolder: resolve(folder, variables.REHEARSAL_ENVIRONMENTS),
    dataFolder,
    socketFolder: variables.REHEARSAL_SOCKETS ?? join(dataFolder, 'sockets'),
    driver: variables.REHEARSAL_DRIVER,
    rootFileSystems: variables.REHEARSAL_ROOTFS ? resolve(folder, variables.REHEARSAL_ROOTFS) : join(dataFolder, 'rootfs'),
    ociRuntime: variables.REHEARSAL_OCI_RUNTIME,
    dockerHost: variables.REHEARSAL_DOCKER ?? variables.DOCKER_HOST ?? 'unix:///var/run/docker.sock',
    internet: variables.REHEARSAL_INTERNET ? { nameServers: variables.REHEARSAL_NAME_SERVERS } : undefined,
    unsafeBind: variables.REHEARSAL_UNSAFE_BIND,
    shell: variables.REHEARSAL_SHELL,
    pages: variables.REHEARSAL_PAGES,
    people: readPeople(variables),
    connectionsPerAddress: variables.REHEARSAL_CONNECTIONS_PER_ADDRESS,
    sessions: readSessions(variables),
  })
}

type Variables = z.output<typeof environmentSchema>

function reachableAs(publicUrl: URL, host: string, port: number, more: readonly string[]): Pick<Config, 'allowedOrigins' | 'allowedHosts'> {
  const names = ['localhost', '127.0.0.1', '[::1]', ...(isWildcard(host) ? [] : [host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host])]
  const own = names.map((name) => `http://${name}${port === 80 ? '' : `:${port}`}`)
  const allowedOrigins = [...new Set([publicUrl.origin, ...own, ...more])]
  return { allowedOrigins, allowedHosts: [...new Set(allowedOrigins.map((origin) => new URL(origin).host))] }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '[::]'
}

function readPeople(variables: Variables): PeopleConfig {
  const { REHEARSAL_OPENID_ISSUER: issuer, REHEARSAL_OPENID_CLIENT: clientId, REHEARSAL_OPENID_SECRET: clientSecret } = variables
  if (issuer) {
    if (!clientId || !clientSecret) throw new ConfigError('Expected REHEARSAL_OPENID_CLIENT and REHEARSAL_OPENID_SECRET beside REHEARSAL_OPENID_ISSUER.')
    return { kind: 'open-id', issuer, clientId, clientSecret, roleClaim: variables.REHEARSAL_OPENID_ROLE_CLAIM }
  }
  const { REHEARSAL_ACCESS_CODE: learnerCode, REHEARSAL_INSTRUCTOR_CODE: instructorCode } = variables
  if (learnerCode) return { kind: 'access-code', learnerCode, ...(instructorCode ? { instructorCode } : {}) }
  return { kind: 'open' }
}

function readSessions(variables: Variables): SessionConfig {
  return {
    maxSessions: variables.REHEARSAL_MAX_SESSIONS,
    perPerson: variables.REHEARSAL_SESSIONS_PER_PERSON,
    perAddress: variables.REHEARSAL_SESSIONS_PER_ADDRESS,
    lifeMs: variables.REHEARSAL_LIFE_MINUTES,
    idleMs: variables.REHEARSAL_IDLE_MINUTES,
    goneMs: variables.REHEARSAL_GONE_MINUTES,
    limits: {
      maxProcesses: variables.REHEARSAL_MAX_PROCESSES,
      memoryBytes: variables.REHEARSAL_MEMORY_MIB * mebibyte,
      cpuCores: variables.REHEARSAL_CPU_CORES,
      homeBytes: variables.REHEARSAL_HOME_MIB * mebibyte,
      maxOpenFiles: variables.REHEARSAL_OPEN_FILES,
      maxTerminals: variables.REHEARSAL_MAX_TERMINALS,
    },
    recordingBytes: Math.round(variables.REHEARSAL_RECORDING_MIB * mebibyte),
  }
}

// `REHEARSAL_X=` in a file means "not set".
function withoutEmpty(environment: Environment): Record<string, string> {
  const set: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) if (value !== undefined && value !== '') set[name] = value
  return set
}

function explain(error: z.ZodError, environment: Environment): string {
  return error.issues.map((issue) => {
    const name = issue.path.join('.')
    return `${name}: ${issue.message}, got ${JSON.stringify(environment[name])}.`
  }).join('\n')
}
