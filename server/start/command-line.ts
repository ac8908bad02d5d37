import { parseArgs } from 'node:util'
import { ConfigError, type Environment } from '../config.ts'

/** Options of `npm start -- …` and the variables they stand for. */
const options = {
  host: 'REHEARSAL_HOST',
  port: 'REHEARSAL_PORT',
  scenarios: 'REHEARSAL_SCENARIOS',
  data: 'REHEARSAL_DATA',
  driver: 'REHEARSAL_DRIVER',
  'public-url': 'REHEARSAL_PUBLIC_URL',
  'preview-domain': 'REHEARSAL_PREVIEW_DOMAIN',
} as const

export const usage = `npm start -- [${Object.keys(options).map((name) => `--${name} …`).join('] [')}]`

/**
 * The environment with what the command line says on top.
 * @throws ConfigError for an option that does not exist
 */
export function withCommandLine(environment: Environment, args: readonly string[]): Environment {
  const given = parse(args)
  const variables: Record<string, string | undefined> = { ...environment }
  for (const [name, variable] of Object.entries(options)) {
    const value = given[name]
    if (typeof value === 'string') variables[variable] = value
  }
  return variables
}

function parse(args: readonly string[]): Record<string, unknown> {
  const known = Object.fromEntries(Object.keys(options).map((name) => [name, { type: 'string' as const }]))
  try {
    return parseArgs({ args: [...args], options: known, strict: true, allowPositionals: false }).values
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : String(error)}\nUsage: ${usage}`)
  }
}
