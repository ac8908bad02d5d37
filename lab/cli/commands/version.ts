import { clientVersion } from '../client-version.ts'
import type { CommandCall } from '../command.ts'
import { CliError } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import { textAt } from '../json.ts'

/** `version`: of this program, and of the server. */
export async function version(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const output = flags.text('output')
  if (!['', 'json', 'yaml'].includes(output)) throw new CliError('error: --output must be \'yaml\' or \'json\'')
  const server = flags.bool('client') ? undefined : await (await call.cluster()).api.get('/version')
  if (output !== '') {
    const both = { clientVersion, ...(server === undefined ? {} : { serverVersion: server }) }
    if (output === 'json') return io.out(`${JSON.stringify(both, null, 2)}\n`)
    return io.out(`${(await import('../output/yaml.ts')).toYaml(both)}\n`)
  }
  if (call.program === 'oc') {
    return io.out(`Client Version: ${clientVersion.gitVersion}\n${server === undefined ? '' : `Kubernetes Version: ${textAt(server, 'gitVersion')}\n`}`)
  }
  const text = flags.bool('short') ? (info: JsonObject) => textAt(info, 'gitVersion') : goText
  io.out(`Client Version: ${text(clientVersion)}\n`)
  if (server !== undefined) io.out(`Server Version: ${text(server)}\n`)
}

const fields = [
  ['Major', 'major'], ['Minor', 'minor'], ['GitVersion', 'gitVersion'], ['GitCommit', 'gitCommit'], ['GitTreeState', 'gitTreeState'],
  ['BuildDate', 'buildDate'], ['GoVersion', 'goVersion'], ['Compiler', 'compiler'], ['Platform', 'platform'],
] as const

function goText(info: JsonObject): string {
  return `version.Info{${fields.map(([name, field]) => `${name}:${JSON.stringify(textAt(info, field))}`).join(', ')}}`
}
