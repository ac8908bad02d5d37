import { placeholderPattern } from './placeholder-signs.ts'

/** What placeholders become; the part of a session's view that they need. */
export interface Addresses {
  /** `http` or `https`. */
  readonly scheme: string
  /** Public id in host names: `<name>.<id>-<port>.<domain>`. */
  readonly previewId: string
  /** With port when it is not the scheme's own: `localhost:3000`. */
  readonly previewDomain: string
  readonly hostIp: string
  /** Page that lists the ports in use, for `{{TRAFFIC_SELECTOR}}`. */
  readonly portsPage?: string
}

/** A run of text to be replaced. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Longest host name, and longest scheme, that is looked for before a placeholder. */
const maxName = 253
const maxScheme = 12

/** The Katacoda form of the address of a port, after any name: `[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com`. */
const hostPattern = /\[\[(?:HOST\d*|CLIENT)_SUBDOMAIN\]\](?:-(\d{1,5}))?-\[\[KATACODA_HOST\]\]\.(?:environments\.katacoda\.com|\[\[KATACODA_DOMAIN\]\])(?::(\d{1,5}))?/g
const schemePattern = /([a-z][a-z0-9+]*):\/\/$/i
const defaultPort = '80'

/**
 * A text with the addresses of a session in the place of its placeholders. The Katacoda form of an address is rewritten as
 * a whole, whatever its name and scheme; everything that is not a placeholder we know stays byte for byte.
 */
export function replacePlaceholders(text: string, addresses: Addresses): string {
  let end = 0
  let result = ''
  for (const edit of findPlaceholders(text, addresses)) {
    result += text.slice(end, edit.start) + edit.text
    end = edit.end
  }
  return result + text.slice(end)
}

/** The edits that `replacePlaceholders` makes, in order and apart from each other. */
export function findPlaceholders(text: string, addresses: Addresses): readonly Edit[] {
  if (!text.includes('[[') && !text.includes('{{')) return []
  const edits = [...text.matchAll(hostPattern)].map((found) => hostEdit(text, found, addresses))
  const hosts = edits.length
  let host = 0
  for (const found of text.matchAll(placeholderPattern)) {
    while (host < hosts && (edits[host]?.end ?? 0) <= found.index) host++
    const inHost = host < hosts && found.index >= (edits[host]?.start ?? 0)
    if (!inHost) edits.push(tokenEdit(text, found, addresses))
  }
  return edits.sort((a, b) => a.start - b.start)
}

export function hasPlaceholders(text: string): boolean {
  placeholderPattern.lastIndex = 0
  return (text.includes('[[') || text.includes('{{')) && placeholderPattern.test(text)
}

function hostEdit(text: string, found: RegExpExecArray, addresses: Addresses): Edit {
  const [whole, port = defaultPort, outerPort] = found
  const { name, joint, start: nameStart } = nameBefore(text, found.index)
  const scheme = joint ? undefined : schemePattern.exec(text.slice(Math.max(0, nameStart - maxScheme), nameStart))
  const start = nameStart - (scheme?.[0].length ?? 0)
  const host = `${joint}${name && `${name}.`}${addresses.previewId}-${port}.${addresses.previewDomain}`
  const end = found.index + whole.length
  if (scheme) return { start, end, text: `${sameKind(scheme[1] ?? '', addresses.scheme)}://${host}` }
  const alone = outerPort === undefined && joint === '' && standsAlone(text.slice(Math.max(0, start - maxScheme), start))
  return { start, end, text: alone ? `${addresses.scheme}://${host}` : host }
}

interface NameBefore {
  /** `grafana-istio-system` in front of the host, joined to it by a dot or a dash. */
  readonly name: string
  /** `.` when something else stands before it, such as the `}` of `${name}-`: that makes a label of its own. */
  readonly joint: string
  readonly start: number
}

function nameBefore(text: string, index: number): NameBefore {
  if (text[index - 1] !== '.' && text[index - 1] !== '-') return { name: '', joint: '', start: index }
  let start = index
  while (start > 0 && index - start < maxName && /[A-Za-z0-9.-]/.test(text[start - 1] ?? '')) start--
  const written = text.slice(start, index - 1)
  const name = written.replace(/^[.-]+|[.-]+$/g, '')
  if (written === name && name !== '') return { name, joint: '', start }
  const joint = start > 0 && /[^\s/]/.test(text[start - 1] ?? '') ? '.' : ''
  return { name, joint, start }
}

/** A websocket stays one. */
function sameKind(written: string, scheme: string): string {
  const secure = scheme === 'https'
  return /^wss?$/i.test(written) ? (secure ? 'wss' : 'ws') : scheme
}

/** A host without a scheme gets one where it is a word of its own, so that a browser and any client understand it. */
function standsAlone(before: string): boolean {
  if (/\bhost:[ \t]*$/i.test(before.slice(-20))) return false
  return before === '' || /[\s(<|`]$/.test(before)
}

function tokenEdit(text: string, found: RegExpExecArray, addresses: Addresses): Edit {
  const end = found.index + found[0].length
  const name = found[0].slice(2, -2).trim()
  const traffic = /^TRAFFIC_HOST\d+_(\d+)(\/.*)?$/s.exec(name)
  if (!name.startsWith('TRAFFIC')) return { start: found.index, end, text: partText(name, addresses) }
  const scheme = schemePattern.exec(text.slice(Math.max(0, found.index - maxScheme), found.index))?.[0] ?? ''
  const address = traffic ? portAddress(addresses, traffic[1] ?? defaultPort) + (traffic[2] ?? '') : addresses.portsPage ?? portAddress(addresses, defaultPort)
  return { start: found.index - scheme.length, end, text: address }
}

/** Address of a port of the learner's machine. */
export function portAddress({ scheme, previewId, previewDomain }: Addresses, port: string | number): string {
  return `${scheme}://${previewId}-${port}.${previewDomain}`
}

/** A part of an address on its own. */
function partText(name: string, { previewId, previewDomain, hostIp }: Addresses): string {
  if (name.endsWith('_SUBDOMAIN')) return previewId
  return name.endsWith('_IP') ? hostIp : previewDomain
}
