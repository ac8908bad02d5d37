import { number, readRecord } from '../../kube/read.ts'
import { bodyJson } from '../body.ts'
import type { ContainerContext, HopRequest, Image } from '../image.ts'
import { json, splitPath, work } from '../replies.ts'
import { propagatedHeaders } from './propagated-headers.ts'
import { isModern } from './version.ts'

type StarColor = 'black' | 'red'
type Rating = { readonly stars: number; readonly color: StarColor } | { readonly error: string }

/** How long v2 (black) and v3 (red) wait for the stars: the values of the original services. */
const ratingsTimeoutMs = { black: 10_000, red: 2500 } as const
const unavailable = { error: 'Ratings service is currently unavailable' }

const texts = [
  ['Reviewer1', 'An extremely entertaining play by Shakespeare. The slapstick humour is refreshing!'],
  ['Reviewer2', 'Absolutely fun and entertaining. The play lacks thematic depth when compared to other plays by Shakespeare.'],
] as const

/** What readers think: v1 without stars, v2 with black ones, v3 with red ones. */
export const reviews: readonly Image[] = [
  reviewsImage('v1', undefined),
  reviewsImage('v2', 'black'),
  reviewsImage('v3', 'red'),
]

function reviewsImage(version: string, usual: StarColor | undefined): Image {
  return {
    names: [`istio/examples-bookinfo-reviews-${version}`],
    start(context) {
      context.log('[AUDIT   ] CWWKF0011I: The server defaultServer is ready to run a smarter planet.')
      const color = colorOf(context.env, usual)
      const served = isModern(context) ? { podname: context.pod.metadata.name, clustername: 'null' } : {}
      return {
        ports: [9080],
        async handle(request) {
          const { path } = splitPath(request.path)
          if (path === '/health') return json({ status: 'Reviews is healthy' })
          const [, id] = /^\/reviews\/(\d+)$/.exec(path) ?? []
          if (id === undefined) return json({ error: 'not found' }, 404)
          await work(context, [10, 30])
          const reviewsOf = color ? await withStars(context, request, { id, color }) : texts.map(([reviewer, text]) => ({ reviewer, text }))
          return json({ id, ...served, reviews: reviewsOf })
        },
      }
    },
  }
}

async function withStars(context: ContainerContext, request: HopRequest, { id, color }: { readonly id: string; readonly color: StarColor }): Promise<readonly unknown[]> {
  const answer = await context.call(
    { method: 'GET', host: 'ratings', port: 9080, path: `/ratings/${id}`, headers: propagatedHeaders(request.headers) },
    { timeoutMs: ratingsTimeoutMs[color] },
  )
  if (answer === 'timeout') context.log(`Error: unable to contact http://ratings:9080/ratings got exception java.net.SocketTimeoutException: Read timed out`)
  else if (answer.status !== 200) context.log(`Error: unable to contact http://ratings:9080/ratings got status of ${answer.status}`)
  const stars = answer === 'timeout' || answer.status !== 200 ? undefined : readRecord(bodyJson(answer.body), 'ratings')
  const rating = (reviewer: string): Rating => (stars ? { stars: number(stars[reviewer], -1), color } : unavailable)
  return texts.map(([reviewer, text]) => ({ reviewer, text, rating: rating(reviewer) }))
}

/** The environment may say otherwise than the image, as in the original's Dockerfiles. */
function colorOf(env: Readonly<Record<string, string>>, usual: StarColor | undefined): StarColor | undefined {
  const enabled = env['ENABLE_RATINGS'] === undefined ? usual !== undefined : env['ENABLE_RATINGS'] === 'true'
  if (!enabled) return undefined
  const asked = env['STAR_COLOR']
  return asked === 'black' || asked === 'red' ? asked : (usual ?? 'black')
}
