import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { testWithLab as test, type ServedLab } from './served-lab.ts'

// Metrics are scraped every five seconds, and a curve needs two scrapes.
const patience = { timeout: 60_000 }

const reviews = 'reviews.istio-system.svc.cluster.local'
const requests = 'Requests by Source, Version, and Response Code'
const splitRule = {
  apiVersion: 'config.istio.io/v1alpha2', kind: 'RouteRule', metadata: { name: 'reviews-default', namespace: 'istio-system' },
  spec: { destination: { name: 'reviews' }, precedence: 1, route: [{ labels: { version: 'v1' }, weight: 50 }, { labels: { version: 'v3' }, weight: 50 }] },
}

function split(lab: ServedLab): Promise<void> {
  return lab.replace('/apis/config.istio.io/v1alpha2/namespaces/istio-system/routerules/reviews-default', splitRule)
}

function panel(page: Page, title: string, service = reviews): Locator {
  return page.locator(`[data-service="${service}"] [data-panel="${title}"]`)
}

/** A page must not be wider than its window, nor hide words from those who cannot see well. */
async function expectGoodShape(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // An old answer is dimmed while the next one is under way.
    await expect(page.locator('[aria-busy="true"], [data-busy="true"]')).toHaveCount(0)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ target }) => target.join(' ')).slice(0, 3).join(' | ')}`)).toEqual([])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
}

test('the dashboard follows the traffic, isolates a series and switches the load', async ({ page, lab }) => {
  test.setTimeout(240_000)
  await split(lab)
  await page.goto(lab.page('grafana', '/dashboard/db/istio-dashboard?orgId=1&refresh=5s'))
  await expect(page).toHaveTitle(/Istio Dashboard/)
  const [v1, v3] = ['v1', 'v3'].map((version) => panel(page, requests).getByRole('button', { name: `productpage.istio-system-v1 -> ${version} : 200`, exact: true })) as [Locator, Locator]

  await test.step('shows both versions', async () => {
    for (const entry of [v1, v3]) await expect(entry).toHaveAttribute('data-value', /^(?!0$)[0-9.]+$/, patience)
    await expect(panel(page, 'Success Rate by Source and Version (non-5xx responses)').getByRole('button', { name: 'productpage.istio-system-v1 -> v3' })).toHaveAttribute('data-value', '1', patience)
    await expect(panel(page, 'Response Time by Source and Version', 'ratings.istio-system.svc.cluster.local').getByRole('button', { name: 'reviews.istio-system-v3 -> v1 (p99)' })).toBeVisible(patience)
    await expect(page.locator('[data-panel="Global Request Volume"] output')).toHaveText(/ops$/)
    await expect(page.locator('[data-panel="5xxs"] output')).toHaveText('N/A')
    await expect(page.locator('[data-panel="5xxs by Service"]').getByText('No datapoints')).toBeVisible()
  })

  await test.step('isolates a series by a click, and shows all by the next', async () => {
    await v3.click()
    await expect(v3).toHaveAttribute('aria-pressed', 'true')
    await expect(v1).toHaveAttribute('aria-pressed', 'false')
    await v1.click({ modifiers: ['Control'] })
    await expect(v1).toHaveAttribute('aria-pressed', 'true')
    await v3.click()
    await v3.click()
    await expect(v1).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('narrows what it shows, in the address, too', async () => {
    await page.getByRole('button', { name: 'HTTP Destination: All' }).click()
    await page.getByRole('checkbox', { name: reviews }).check()
    await expect(page.locator('[data-service]')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Time range: Last 5 minutes/ }).click()
    await page.getByRole('button', { name: 'Last 15 minutes' }).click()
    await expect(page).toHaveURL(/from=now-15m.*var-http_destination=reviews/)
    await page.reload()
    await expect(page.locator('[data-service]')).toHaveCount(1, patience)
    await expect(page.getByRole('button', { name: /^Time range: Last 15 minutes/ })).toBeVisible()
  })

  await test.step('switches the load off: what had traffic stays at 0', async () => {
    const load = page.getByRole('switch', { name: 'Steady load' })
    await load.click()
    await expect(load).toHaveAttribute('aria-checked', 'false')
    for (const entry of [v1, v3]) await expect(entry).toHaveAttribute('data-value', '0', patience)
    await page.getByRole('spinbutton', { name: 'Page views a second' }).fill('8')
    await page.keyboard.press('Enter')
    await load.click()
    await expect(load).toHaveAttribute('aria-checked', 'true')
    await expect(v1).not.toHaveAttribute('data-value', '0', patience)
    await page.reload()
    await expect(page.getByRole('spinbutton', { name: 'Page views a second' })).toHaveValue('8')
  })
  await expectGoodShape(page)
})

test('Prometheus answers expressions, completes them, and says what is wrong', async ({ page, lab }) => {
  await page.goto(lab.page('prometheus', '/graph?g0.expr=istio_request_count%7Bdestination_service%3D~%22details.*%22%7D&g0.tab=1'))
  const execute = page.getByRole('button', { name: 'Execute' })
  const element = page.getByRole('cell', { name: /^istio_request_count\{destination_service="details.istio-system.svc.cluster.local",.*job="istio-mesh",response_code="200"/ })
  await expect(async () => {
    await execute.click()
    await expect(element).toBeVisible({ timeout: 2000 })
  }).toPass(patience)
  await expect(element.locator('xpath=following-sibling::td')).toHaveText(/^\d+$/)

  const box = page.getByRole('textbox', { name: 'Expression' })
  await box.fill('sum(rate(')
  await box.pressSequentially('istio_request_cou')
  const offers = page.getByRole('listbox', { name: 'Completions' })
  await offers.getByRole('option', { name: /^istio_request_count/ }).click()
  await box.press('End')
  await box.pressSequentially('[1m])) by (destination_serv')
  await expect(offers.getByRole('option', { name: 'destination_service', exact: true })).toBeVisible()
  await box.press('Tab')
  await box.pressSequentially(')')
  await expect(box).toHaveValue('sum(rate(istio_request_count[1m])) by (destination_service)')
  await page.getByRole('tab', { name: 'Graph' }).click()
  await expect(async () => {
    await box.press('Enter')
    await expect(page.getByRole('button', { name: `{destination_service="${reviews}"}` })).toHaveAttribute('aria-pressed', 'true', { timeout: 2000 })
  }).toPass(patience)
  await expect(page).toHaveURL(/g0\.expr=sum%28rate%28istio_request_count%5B1m%5D%29%29\+by\+%28destination_service%29&g0\.tab=0/)

  await box.fill('sum(')
  await execute.click()
  await expect(page.getByRole('alert')).toContainText('Error executing query:')
  await expect(page.getByRole('alert')).toContainText('parse error')
  await page.goBack()
  await expect(box).toHaveValue(/^sum\(rate/)
  await expectGoodShape(page)
  await page.getByRole('link', { name: 'Targets' }).click()
  await expect(page.getByRole('region', { name: 'istio-mesh' }).getByRole('cell', { name: 'UP' })).toBeVisible(patience)
  await expectGoodShape(page)
})

test('Jaeger finds the page that the fault delayed, and shows where its time went', async ({ page, lab }) => {
  await lab.visit('jason')
  await page.goto(lab.page('jaeger-query', '/'))
  await expect(page).toHaveURL(/\/search$/)
  await page.getByRole('combobox', { name: /^Service/ }).selectOption('istio-ingress')
  await page.getByRole('textbox', { name: 'Min Duration' }).fill('5 s')
  await expect(page.getByRole('button', { name: 'Find Traces' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Min Duration' }).fill('5s')
  await page.getByRole('spinbutton', { name: 'Limit Results' }).fill('200')
  const trace = page.getByRole('listitem').getByRole('link', { name: /^istio-ingress: productpage-default/ }).first()
  // The delayed calls go on for some seconds after the page is there.
  await expect(async () => {
    await page.getByRole('button', { name: 'Find Traces' }).click()
    await expect(trace).toContainText('12 Spans', { timeout: 2000 })
  }).toPass(patience)
  await page.getByRole('combobox', { name: 'Sort:' }).selectOption('Longest First')
  await expectGoodShape(page)

  await trace.click()
  await expect(page.getByRole('heading', { name: 'istio-ingress: productpage-default' })).toBeVisible()
  await expect(page.getByText('Total Spans: 12')).toBeVisible()
  await expect(page.getByText('Depth: 6')).toBeVisible()
  const delayed = page.getByRole('button', { name: 'reviews ratings-test-delay', exact: true })
  await expect(delayed).toHaveCount(2)
  await expect(page.getByRole('button', { name: /^error productpage reviews-test-v2/ })).toHaveCount(2)
  await delayed.first().click()
  await expect(page.getByRole('row', { name: 'http.status_code 200' })).toBeVisible()
  await page.getByRole('button', { name: 'Collapse all' }).click()
  await expect(page.locator('[data-span]')).toHaveCount(1)
  await page.getByRole('button', { name: 'Expand all' }).click()
  await expect(page.locator('[data-span]')).toHaveCount(12)
  await expectGoodShape(page)
  await page.getByRole('link', { name: 'Dependencies' }).click()
  await expect(page.locator('[data-edge="productpage -> reviews"]')).toContainText(/^\d+$/)
})

test('Service Graph draws who calls whom', async ({ page, lab }) => {
  await split(lab)
  const calls = ['ingress.istio-system (unknown) -> productpage.istio-system (v1)', 'productpage.istio-system (v1) -> details.istio-system (v1)', 'productpage.istio-system (v1) -> reviews.istio-system (v3)', 'reviews.istio-system (v3) -> ratings.istio-system (v1)']
  for (const path of ['/dotviz', '/force/forcegraph.html?time_horizon=1m&filter_empty=true']) {
    await page.goto(lab.page('servicegraph', path))
    for (const call of calls) await expect(page.locator(`[data-edge="${call}"]`)).toBeVisible(patience)
    await expect(page.locator('[data-node="reviews.istio-system (v3)"]')).toBeVisible()
  }
  await page.getByRole('link', { name: 'Layered view' }).click()
  await expect(page.locator(`[data-edge="${calls[0]}"]`)).toContainText(/reqs\/sec: \d+\.\d{6}/)
  await expect(page).toHaveURL(/time_horizon=1m&filter_empty=true/)
  await expectGoodShape(page)
})
