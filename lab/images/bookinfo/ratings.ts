import { isRecord } from '../../kube/read.ts'
import { bodyJson } from '../body.ts'
import type { ContainerContext, HopRequest, HopResponse, Image } from '../image.ts'
import { json, splitPath, work } from '../replies.ts'
import { databaseOf } from './ratings-database.ts'
import { misbehave } from './ratings-faults.ts'
import { imageOf } from './version.ts'

type Stars = Readonly<Record<string, number>>

/** How many stars each reviewer gave. */
export const ratings: Image = {
  names: ['istio/examples-bookinfo-ratings-*'],
  start(context) {
    context.log('Server listening on: http://0.0.0.0:9080')
    const stored = new Map<string, Stars>()
    const faults = misbehave(versionOf(context), context)
    const database = databaseOf(context.env)

    async function starsOf(id: string): Promise<HopResponse> {
      const own = stored.get(id)
      if (own) return json({ id: Number(id), ratings: own })
      const failure = await faults.answer()
      if (failure) return failure
      const [first, second] = database ? ((await database.read(context)) ?? []) : [5, 4]
      if (first === undefined) return json({ error: 'could not connect to ratings database' }, 500)
      return json({ id: Number(id), ratings: { Reviewer1: first, Reviewer2: second } })
    }

    /** Newer versions let a client put its own ratings. */
    function store(id: string, request: HopRequest): HopResponse {
      const stars = parseStars(bodyJson(request.body))
      if (!stars) return json({ error: 'please provide valid ratings JSON' }, 400)
      stored.set(id, stars)
      return json({ id: Number(id), ratings: stars })
    }

    return {
      ports: [9080],
      async handle(request) {
        // The lab has its learners count these lines in the log of a broken pod.
        context.log(`${request.method} ${request.path}`)
        const { path } = splitPath(request.path)
        if (path === '/health') return faults.unhealthy() ? json({ status: 'Ratings is not healthy' }, 500) : json({ status: 'Ratings is healthy' })
        const [, id] = /^\/ratings\/([^/]*)$/.exec(path) ?? []
        if (id === undefined) return json({ error: 'not found' }, 404)
        await work(context, [5, 20])
        if (!/^\d+$/.test(id)) return json({ error: 'please provide numeric product ID' }, 400)
        return request.method === 'POST' ? store(id, request) : starsOf(id)
      },
    }
  },
}

function parseStars(value: unknown): Stars | undefined {
  if (!isRecord(value)) return undefined
  return Object.fromEntries(Object.entries(value).flatMap(([name, stars]) => (typeof stars === 'number' ? [[name, stars] as const] : [])))
}

/** The environment's word first, else what the image is called: `…-ratings-v-faulty:1.20.1`. */
function versionOf(context: ContainerContext): string {
  return context.env['SERVICE_VERSION'] ?? imageOf(context).repository.replace(/^.*-ratings-/, '')
}
