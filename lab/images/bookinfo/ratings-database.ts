import { bodyJson } from '../body.ts'
import type { ContainerContext } from '../image.ts'

/** Where a ratings container keeps its stars; undefined stands for "in itself". */
export interface RatingsDatabase {
  /** Stars of the two reviewers; undefined when the database does not answer. */
  read(context: ContainerContext): Promise<readonly number[] | undefined>
}

interface Address {
  readonly host: string
  readonly port: number
}

const connectTimeoutMs = 2000

/** SERVICE_VERSION=v2 reads MongoDB, or MySQL when DB_TYPE says so. */
export function databaseOf(env: Readonly<Record<string, string>>): RatingsDatabase | undefined {
  if (!env['SERVICE_VERSION']?.startsWith('v2') && !env['MONGO_DB_URL'] && !env['MYSQL_DB_HOST']) return undefined
  const address = env['DB_TYPE'] === 'mysql' ? mysqlAddress(env) : mongoAddress(env['MONGO_DB_URL'])
  return { read: (context) => query(context, address) }
}

/** A pod has nothing of that kind on its own `localhost`, which is what breaks the lab's broken.yaml. */
async function query(context: ContainerContext, address: Address | undefined): Promise<readonly number[] | undefined> {
  if (!address || address.host === 'localhost' || address.host === '127.0.0.1') return undefined
  const answer = await context.call({ method: 'GET', host: address.host, port: address.port, path: '/ratings', headers: {} }, { timeoutMs: connectTimeoutMs })
  const stars = answer === 'timeout' || answer.status !== 200 ? undefined : bodyJson(answer.body)
  return Array.isArray(stars) ? stars.map(Number) : undefined
}

function mongoAddress(url: string | undefined): Address | undefined {
  const found = /^mongodb:\/\/(?:[^@/]*@)?([^:/,]+)(?::(\d+))?/.exec(url ?? '')
  return found?.[1] ? { host: found[1], port: Number(found[2] ?? 27017) } : undefined
}

function mysqlAddress(env: Readonly<Record<string, string>>): Address | undefined {
  const host = env['MYSQL_DB_HOST']
  return host ? { host, port: Number(env['MYSQL_DB_PORT'] ?? 3306) } : undefined
}
