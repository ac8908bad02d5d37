import { expect } from '@playwright/test'
import { testWithPlayer } from './player.ts'

/** As `testWithPlayer`; a page of ours that breaks its own security policy or throws fails the test. */
export function testOnQuietPage(options: Parameters<typeof testWithPlayer>[0]) {
  return testWithPlayer(options).extend({
    page: async ({ page, player }, hand) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        const ours = message.location().url.startsWith(player.url) || message.text().includes(player.url)
        if (ours && message.text().includes('Content Security Policy')) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)))
      await hand(page)
      expect(complaints).toEqual([])
    },
  })
}
