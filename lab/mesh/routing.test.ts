import { expect, test } from 'vitest'
import { bookinfoObjects, cookieOfJason, legacy, toV1 } from './testing/bookinfo-objects.ts'
import { createTestMesh, starsOf, type TestMesh } from './testing/test-mesh.ts'

const reviewsRoute = (route: readonly unknown[], precedence = 1) => legacy('RouteRule', 'reviews-default', { destination: { name: 'reviews' }, precedence, route })

async function viewMany(mesh: TestMesh, times: number): Promise<Record<string, number>> {
  const seen: Record<string, number> = {}
  for (let view = 0; view < times; view += 1) {
    const stars = starsOf(await mesh.view())
    seen[stars] = (seen[stars] ?? 0) + 1
  }
  return seen
}

test('without rules the three versions of reviews take turns', async () => {
  const mesh = createTestMesh({ objects: bookinfoObjects() })
  expect(await viewMany(mesh, 30)).toEqual({ none: 10, black: 10, red: 10 })
})

test('rules to v1 leave no stars', async () => {
  const mesh = createTestMesh({ objects: [...bookinfoObjects(), ...toV1] })
  expect(await viewMany(mesh, 30)).toEqual({ none: 30 })
})

test('a split of 50/50 halves 1000 page views, by chance and not in turns', async () => {
  const mesh = createTestMesh({ objects: [...bookinfoObjects(), ...toV1] })
  mesh.put(reviewsRoute([{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 50 }]))
  const { none = 0, red = 0, ...rest } = await viewMany(mesh, 1000)
  expect(rest).toEqual({})
  expect(none + red).toBe(1000)
  expect(red).toBeGreaterThanOrEqual(450)
  expect(red).toBeLessThanOrEqual(550)
  expect(red).not.toBe(500)
})

test('replacing the rule moves all traffic to v3 from the next request on', async () => {
  const mesh = createTestMesh({ objects: [...bookinfoObjects(), ...toV1] })
  expect(await viewMany(mesh, 5)).toEqual({ none: 5 })
  mesh.put(reviewsRoute([{ labels: { version: 'v3' }, weight: 100 }]))
  expect(await viewMany(mesh, 20)).toEqual({ red: 20 })
})

test('the rule of the signed-in user wins over the general one, for that user only', async () => {
  const mesh = createTestMesh({ objects: [...bookinfoObjects(), ...toV1] })
  mesh.put(legacy('RouteRule', 'reviews-test-v2', { destination: { name: 'reviews' }, precedence: 2, match: cookieOfJason, route: [{ labels: { version: 'v2' } }] }))
  expect(starsOf(await mesh.view({ cookie: 'user=jason' }))).toBe('black')
  expect(starsOf(await mesh.view({ cookie: 'user=other' }))).toBe('none')
  expect(starsOf(await mesh.view())).toBe('none')
})

test('a page view leaves one sample for each hop, seen from the client', async () => {
  const mesh = createTestMesh({ objects: [...bookinfoObjects(), ...toV1] })
  mesh.put(reviewsRoute([{ labels: { version: 'v3' }, weight: 100 }]))
  await mesh.view()
  const seen = mesh.hops.map(({ source, destination, responseCode }) => `${source.app}-${source.version} -> ${destination.app}-${destination.version} : ${responseCode}`)
  expect(seen.toSorted()).toEqual([
    'ingress-unknown -> productpage-v1 : 200',
    'productpage-v1 -> details-v1 : 200',
    'productpage-v1 -> reviews-v3 : 200',
    'reviews-v3 -> ratings-v1 : 200',
  ])
  expect(mesh.hops.every(({ source, destination }) => source.namespace === 'istio-system' && destination.namespace === 'istio-system')).toBe(true)
  expect(mesh.hops.find(({ destination }) => destination.app === 'reviews')?.destination.workload).toBe('reviews-v3')
})

test.each([
  ['/productpage', 200], ['/productpage?u=test', 200], ['/logout', 302], ['/api/v1/products', 200], ['/api/v1/products/0/reviews', 200],
  ['/', 404], ['/health', 404], ['/productpage/x', 404],
])('the ingress answers %s with %d', async (path, status) => {
  const mesh = createTestMesh({ objects: [...bookinfoObjects(), ...toV1] })
  expect((await mesh.get(path)).status).toBe(status)
})
