import { expect, type Page } from '@playwright/test'
import { open, run, screen, test } from './player.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test.describe('editor', () => {
  test('a block goes into the place of a marker with signs of HTML in it', async ({ page, player }) => {
    await open(page, player.url, 'marker/1')
    await run(page, 'printf', 'pom.xml')
    await page.getByRole('button', { name: 'Insert into pom.xml' }).click()
    await expect(text(page)).toContainText('<dependency>&amp;</dependency>')
    await expect(text(page)).not.toContainText('TODO')
    await expect(text(page)).toContainText('</a>')
  })

  test('blank lines and entities of a block reach the file', async ({ page, player }) => {
    await open(page, player.url, 'pre-body/1')
    await page.getByRole('button', { name: 'Save as app/Main.java' }).click()
    await expect(text(page)).toContainText('List<String> a; // {{execute}} and [[modules]] and `ticks`')
    await page.getByRole('button', { name: 'Add to the end of app/Main.java' }).click()
    await expect(text(page)).toContainText('// end')
    await page.getByRole('button', { name: 'Add to the start of app/Main.java' }).click()
    await expect(lines(page)).toHaveText(['// start', 'import java.util.List;', '', '', 'class Main {', /List<String>/, '}', '// end'])
    await page.getByRole('button', { name: 'Copy', exact: true }).last().click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('copy & paste\n')
  })

  test('files open, are saved as one types, and follow what the shell does', async ({ page, player }) => {
    await open(page, player.url, 'editor/1')
    await expect(text(page)).toContainText('const answer = 42')
    await lines(page).first().click()
    await page.keyboard.press('Home')
    await page.keyboard.type('// typed ')
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    await run(page, 'cd shop; cat src/app.js', '// typed const answer = 42')
    const tree = page.getByRole('tree', { name: 'Files' })
    await run(page, 'mkdir', 'from-shell')
    await expect(tree.getByRole('treeitem', { name: 'from-shell.txt' })).toBeVisible()
    await expect(tree.getByRole('treeitem', { name: 'logs' })).toHaveCount(0)
    await expect(tree.getByRole('treeitem', { name: '.hidden' })).toHaveCount(0)
    await tree.getByRole('treeitem', { name: 'src' }).click()
    await expect(tree.getByRole('treeitem', { name: 'deep' })).toBeVisible()
    await expect(tree.getByRole('treeitem', { name: 'skip.test' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Open in editor: /notes.txt' }).click()
    await expect(page.getByText('New file: it is made as soon as you type.')).toBeVisible()
    await expect(screen(page)).toBeVisible()
  })

  test('what a click copies', async ({ page, player }) => {
    await open(page, player.url, 'copies/1')
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
    await page.getByRole('button', { name: 'Copy: first' }).click()
    expect(await clipboard()).toBe('first')
    await page.getByText('second', { exact: true }).click()
    await expect.poll(clipboard).toBe('second')
    await page.getByText('third', { exact: true }).click()
    await page.getByRole('button', { name: 'Copy', exact: true }).first().click()
    await expect.poll(clipboard).toBe('echo fourth')
  })
})

function text(page: Page) {
  return page.locator('.cm-content')
}

function lines(page: Page) {
  return page.locator('.cm-line')
}
