import { parseArgs } from 'node:util'
import { ConfigError, type Environment } from '../config.ts'

interface Option {
  /** The variable that it stands for. */
  readonly variable: string
  readonly value: string
  readonly meaning: string
}

const options: Readonly<Record<string, Option>> = {
  scenarios: { variable: 'REHEARSAL_SCENARIOS', value: 'DIR', meaning: 'Folder or repository of scenarios to play' },
  host: { variable: 'REHEARSAL_HOST', value: 'ADDRESS', meaning: 'Where to listen; without it only this machine gets in' },
  port: { variable: 'REHEARSAL_PORT', value: 'NUMBER', meaning: 'Port to listen on; the next free one when it is taken' },
  driver: { variable: 'REHEARSAL_DRIVER', value: 'NAME', meaning: 'What stands around learners: auto, oci, docker, bwrap or local' },
  data: { variable: 'REHEARSAL_DATA', value: 'DIR', meaning: 'Folder for keys, recordings and the audit log' },
  'public-url': { variable: 'REHEARSAL_PUBLIC_URL', value: 'URL', meaning: 'Address in the learners\' browsers' },
  'preview-domain': { variable: 'REHEARSAL_PREVIEW_DOMAIN', value: 'DOMAIN', meaning: 'What the addresses of learners\' own pages end in' },
}

const width = Math.max(...Object.entries(options).map(([name, { value }]) => `--${name} ${value}`.length))

export const usage = `Usage: npm start -- [options]

${Object.entries(options).map(([name, { value, meaning }]) => `  ${`--${name} ${value}`.padEnd(width)}  ${meaning}`).join('\n')}
  ${'--help'.padEnd(width)}  Show this

.env.example lists everything else that can be set, docs/operator.md explains it.`

/** What the command line asks for: the environment to run with, or to be told what there is. */
export type Wish = { readonly kind: 'run'; readonly environment: Environment } | { readonly kind: 'help' }

/**
 * Reads the command line. What it says goes on top of the environment.
 * @throws ConfigError for an option that does not exist, or one without its value
 */
export function readCommandLine(environment: Environment, args: readonly string[]): Wish {
  const given = parse(args)
  if (given.help) return { kind: 'help' }
  const variables: Record<string, string | undefined> = { ...environment }
  for (const [name, { variable }] of Object.entries(options)) {
    const value = given[name]
    if (typeof value === 'string') variables[variable] = value
  }
  return { kind: 'run', environment: variables }
}

function parse(args: readonly string[]): Record<string, unknown> {
  const known = Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'string' as const }]))
  try {
    return parseArgs({ args: [...args], options: { ...known, help: { type: 'boolean', short: 'h' } }, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
