import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import type { JsonObject } from '../../json.ts'
import { readLiterals } from './literals.ts'
import { oneName } from './one-name.ts'

export function configMap(call: CommandCall): JsonObject {
  const name = oneName(call)
  const literals = [...readLiterals(call)]
  const isText = (value: Buffer) => Buffer.from(value.toString('utf8')).equals(value)
  const data = Object.fromEntries(literals.filter(([, value]) => isText(value)).map(([key, value]) => [key, value.toString('utf8')]))
  const binaryData = Object.fromEntries(literals.filter(([, value]) => !isText(value)).map(([key, value]) => [key, value.toString('base64')]))
  return {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { creationTimestamp: null, name },
    ...(Object.keys(data).length === 0 ? {} : { data }), ...(Object.keys(binaryData).length === 0 ? {} : { binaryData }),
  }
}

export function genericSecret(call: CommandCall): JsonObject {
  const name = oneName(call)
  const data = Object.fromEntries([...readLiterals(call)].map(([key, value]) => [key, value.toString('base64')]))
  const type = call.flags.text('type')
  return secret(name, { ...(Object.keys(data).length === 0 ? {} : { data }), ...(type === '' ? {} : { type }) })
}

export function registrySecret(call: CommandCall): JsonObject {
  const { flags } = call
  const name = oneName(call)
  const text = (flag: string) => flags.text(flag)
  for (const flag of ['docker-username', 'docker-password']) if (text(flag) === '') throw new CliError(`error: ${flag} is required`)
  const auth = Buffer.from(`${text('docker-username')}:${text('docker-password')}`).toString('base64')
  const entry = { username: text('docker-username'), password: text('docker-password'), ...(text('docker-email') === '' ? {} : { email: text('docker-email') }), auth }
  const config = JSON.stringify({ auths: { [text('docker-server')]: entry } })
  return secret(name, { data: { '.dockerconfigjson': Buffer.from(config).toString('base64') }, type: 'kubernetes.io/dockerconfigjson' })
}

export function tlsSecret(call: CommandCall): JsonObject {
  const name = oneName(call)
  const read = (flag: string) => {
    const path = call.flags.text(flag)
    if (path === '') throw new CliError('error: key and cert must be specified')
    try {
      return readFileSync(resolve(call.io.cwd, path)).toString('base64')
    } catch {
      throw new CliError(`error: Cannot read file ${path}, open ${path}: no such file or directory`)
    }
  }
  return secret(name, { data: { 'tls.crt': read('cert'), 'tls.key': read('key') }, type: 'kubernetes.io/tls' })
}

function secret(name: string, fields: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { creationTimestamp: null, name }, ...fields }
}
