import { parseDocument } from 'yaml'
import type { Tags } from 'yaml'
import type { Json } from '../json.ts'
import { wordsOfYamlProblem } from './yaml-problem-words.ts'

/** A text that is not YAML. The message is go-yaml's: `yaml: line 4: did not find expected key`. */
export class YamlProblem extends Error {}

/**
 * Reads one YAML document as kubectl does: YAML 1.1 booleans and octals, later duplicates of a key win, no times of day.
 * An empty document is null.
 * @throws YamlProblem
 */
export function parseYamlDocument(text: string): Json {
  // oxlint-disable-next-line no-control-regex -- those are the characters meant
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) throw new YamlProblem('yaml: control characters are not allowed')
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, merge: true, customTags: withoutTimes, logLevel: 'silent' })
  if (document.errors.length > 0) throw new YamlProblem(wordsOfYamlProblem(text, document.errors))
  try {
    // maxAliasCount refuses alias bombs; a manifest has no use for more.
    return toJson(document.toJS({ maxAliasCount: 1000 }))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const [, anchor] = /^Unresolved alias.*: (.*)$/.exec(message) ?? []
    throw new YamlProblem(anchor === undefined ? `yaml: ${message}` : `yaml: unknown anchor '${anchor}' referenced`, { cause: error })
  }
}

// go-yaml 2 leaves dates and `12:30` alone where they are read into JSON.
function withoutTimes(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || (tag.tag !== 'tag:yaml.org,2002:timestamp' && !('format' in tag && tag.format === 'TIME')))
}

// Keys become strings and what JSON cannot hold becomes null; binary stays the base64 it was written in.
function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]))
}
