import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openShell } from './testing/shell.ts'

const rules = join(import.meta.dirname, '../../environments/istio/home/istio-0.6.0/samples/bookinfo/kube')

it('shows what is there, then every change, in one table', async () => {
  const shell = await openShell('istio-bookinfo', { cwd: rules })
  const watch = shell.start('oc get routerules -w')
  await watch.until(/^NAME +AGE\n[\s\S]*reviews-test-v2 /)
  await shell.run('oc delete -f route-rule-reviews-test-v2.yaml')
  await shell.run('oc replace -f route-rule-reviews-50-v3.yaml')
  const out = await watch.until(/reviews-test-v2 +\S+\n[\s\S]*reviews-test-v2 +\S+\nreviews-default +\S+\n/)
  expect(out.match(/^NAME/gm)).toHaveLength(1)
  // The server going away is the end of a watch, not a mistake.
  await shell.close()
  expect((await watch.ended).code).toBe(0)
})

it('says of each line what happened, where that is asked for', async () => {
  const shell = await openShell('istio-bookinfo', { cwd: rules })
  const watch = shell.start('oc get routerule reviews-default -w --output-watch-events')
  await watch.until(/^EVENT +NAME +AGE\nADDED +reviews-default/)
  await shell.run('oc replace -f route-rule-reviews-v3.yaml')
  await watch.until(/\nMODIFIED +reviews-default/)
  await shell.close()
  await watch.ended
})

it('follows a log as it grows', async () => {
  const shell = await openShell()
  // The lab's own load writes a line for each page that shows stars.
  await shell.run('oc delete routerules --all')
  const log = shell.start('oc logs -f deployment/ratings-v1 -c ratings')
  await log.until(/Server listening on: http:\/\/0\.0\.0\.0:9080\n/)
  const before = (await shell.run('oc logs deployment/ratings-v1 -c ratings')).out.length
  expect((await log.until(new RegExp(`^[\\s\\S]{${before + 30},}$`))).startsWith('Server listening')).toBe(true)
  await shell.close()
  await log.ended
})
