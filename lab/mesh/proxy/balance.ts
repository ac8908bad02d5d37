import type { Random } from '../../clock.ts'
import type { HopRequest } from '../../images/image.ts'
import { own } from '../../kube/read.ts'
import type { Endpoint } from '../directory.ts'
import type { Balance, HashKey } from '../model.ts'

export interface BalanceInput {
  readonly balance: Balance
  readonly random: Random
  /** How often this cluster was asked before. */
  readonly turn: number
  /** Requests in flight at an endpoint. */
  load(endpoint: Endpoint): number
  readonly request: HopRequest
}

/** Chooses one of at least one endpoints. */
export function chooseEndpoint(endpoints: readonly Endpoint[], { balance, random, turn, load, request }: BalanceInput): Endpoint | undefined {
  if (endpoints.length < 2) return endpoints[0]
  switch (balance.kind) {
    case 'round-robin': return endpoints[turn % endpoints.length]
    case 'random': return randomOne(endpoints, random)
    case 'least-request': return lessLoaded(randomOne(endpoints, random), randomOne(endpoints, random), load)
    case 'hash': return byHash(endpoints, hashText(balance.key, request)) ?? randomOne(endpoints, random)
  }
}

function randomOne(endpoints: readonly Endpoint[], random: Random): Endpoint | undefined {
  return endpoints[Math.floor(random.next() * endpoints.length)]
}

/** Envoy compares two random endpoints rather than all. */
function lessLoaded(a: Endpoint | undefined, b: Endpoint | undefined, load: (endpoint: Endpoint) => number): Endpoint | undefined {
  return a && b && load(b) < load(a) ? b : a
}

/** Rendezvous hashing: a key keeps its endpoint while that endpoint exists, whoever else comes and goes. */
function byHash(endpoints: readonly Endpoint[], key: string | undefined): Endpoint | undefined {
  if (key === undefined) return undefined
  const scored = endpoints.map((endpoint) => ({ endpoint, score: fnv1a(`${key}/${endpoint.id}`) }))
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).endpoint
}

function hashText(key: HashKey, { headers, path }: HopRequest): string | undefined {
  switch (key.kind) {
    case 'header': return own(headers, key.name)
    case 'query': return new URLSearchParams(path.split('?')[1] ?? '').get(key.name) ?? undefined
    case 'cookie': return cookie(headers['cookie'] ?? '', key.name)
    case 'source': return headers['x-forwarded-for'] ?? 'unknown'
  }
}

/** Value of a cookie in a `Cookie` header. */
function cookie(header: string, name: string): string | undefined {
  const found = header.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))
  return found?.slice(name.length + 1)
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  // Without a final mix, ids that differ in their last letter only would score alike.
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) >>> 0
}
