import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import { parseYamlDocument, YamlProblem } from '../../manifest/parse-yaml.ts'
import { splitDocuments } from '../../manifest/parse-manifest.ts'
import { toYaml } from '../../output/yaml.ts'
import { inject } from './inject.ts'
import type { MeshOptions } from './inject.ts'

/** `istioctl kube-inject -f`: prints the manifests with Istio's proxy added to every pod; other documents come out as they went in. */
export async function kubeInject(call: CommandCall): Promise<void> {
  const { flags, io } = call
  const name = flags.text('filename')
  if (name === '') throw new CliError('Error: filename not specified (see --filename or -f)')
  const mesh: MeshOptions = { hub: flags.text('hub'), tag: flags.text('tag'), istioNamespace: flags.text('istioNamespace') }
  const text = name === '-' ? await io.readStdin() : readFile(resolve(io.cwd, name), name)
  const out = splitDocuments(text).map((part) => `${injectDocument(part, mesh)}---\n`).join('')
  const file = flags.text('output')
  if (file === '') io.out(out)
  else writeFileSync(resolve(io.cwd, file), out)
}

function injectDocument(part: string, mesh: MeshOptions): string {
  const ended = part.endsWith('\n') ? part : `${part}\n`
  try {
    const object = parseYamlDocument(part)
    const injected = isObject(object) ? inject(object, mesh) : undefined
    return injected === undefined ? ended : toYaml(injected)
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error
    throw new CliError(`Error: error converting YAML to JSON: ${error.message}`)
  }
}

function readFile(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new CliError(`Error: open ${name}: no such file or directory`)
  }
}
