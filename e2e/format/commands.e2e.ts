import { expect } from '@playwright/test'
import { blocks, next, open, run, screen, showTab, test } from './player.ts'

test.describe('commands', () => {
  test('a macro behind a closing fence swallows nothing that follows', async ({ page, player }) => {
    await open(page, player.url, 'macro-then-prose/1')
    await expect(page.getByText('This sentence follows at once.')).toBeVisible()
    await expect(page.getByText('So does this one.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'A heading follows too' })).toBeVisible()
    await expect(blocks(page)).toHaveCount(3)
    await run(page, 'echo first', 'first-2')
    await run(page, 'echo second', 'second-4')
    await run(page, 'echo third', 'third-6')
  })

  test('a span of several lines keeps them', async ({ page, player }) => {
    await open(page, player.url, 'multi-line-span/1')
    await run(page, 'echo one', 'one two three')
    await run(page, 'n=0', /round-1.*round-2.*round-3/s)
  })

  test('spans in two and three backticks', async ({ page, player }) => {
    await open(page, player.url, 'two-backticks/1')
    await run(page, 'echo double', 'double-4')
    await expect(page.getByRole('button', { name: 'Run in terminal: echo a`echo -b`' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copy: echo triple-$((3*3))' })).toBeVisible()
  })

  test('fences in lists and quotes lose their indentation and no other', async ({ page, player }) => {
    await open(page, player.url, 'fence-in-list/1')
    await expect(page.locator('li li').getByRole('button', { name: /echo deep/ })).toBeVisible()
    await expect(page.locator('blockquote').getByRole('button', { name: /echo quoted/ })).toBeVisible()
    await run(page, 'cat <<EOF', /EOF\s*indented/)
    await run(page, 'echo four', 'four-4')
    await run(page, 'echo deep', 'deep-5')
    await run(page, 'echo quoted', 'quoted-6')
  })

  test('templates in a command are not ours', async ({ page, player }) => {
    await open(page, player.url, 'template-braces/1')
    await run(page, 'printf', /\n?\{\{\.Names\}\} \{\{ \.ID \}\} \{\{range \.Items\}\}x\{\{end\}\}.*\{\{\.Names\}\} \{\{ \.ID \}\} \{\{range \.Items\}\}x\{\{end\}\}/s)
  })

  test('addresses come into commands and links, and brackets of the shell stay', async ({ page, player }) => {
    await open(page, player.url, 'subdomain-in-command/1')
    const host = /http:\/\/app\.([0-9a-f]+)-80\.(localhost:\d+)\/page/
    const link = page.getByRole('link', { name: 'page' })
    await expect(link).toHaveAttribute('href', host)
    const [, id = '', domain = ''] = host.exec(await link.getAttribute('href') ?? '') ?? []
    await run(page, 'echo "http', `HTTP://APP.${id}-80.${domain}/PAGE?FOO=[1-1000]`.toUpperCase())
    await run(page, '[[ -f x ]]', 'no [[file]]')
  })

  test('interrupts before and behind the terminal’s name', async ({ page, player }) => {
    await open(page, player.url, 'interrupt-order/1')
    await run(page, 'sleep 4711', 'sleep 4711')
    await run(page, 'echo stopped-$((1+0))', 'stopped-1')
    await run(page, 'sleep 4712', 'sleep 4712')
    await run(page, 'echo stopped-$((1+1))', 'stopped-2')
    await expect(page.getByRole('tab', { name: 'Terminal 2' })).toHaveAttribute('aria-selected', 'true')
  })

  test('a heredoc arrives byte for byte', async ({ page, player }) => {
    await open(page, player.url, 'heredoc/1')
    await run(page, 'cat > text.yaml', 'EOF')
    await page.getByRole('button', { name: 'Check' }).click()
    await expect(page.getByText('That is right.')).toBeVisible()
  })

  test('terminal 1 keeps its folder and variables from step to step', async ({ page, player }) => {
    await open(page, player.url, 'state-of-t1/1')
    await run(page, 'mkdir', 'deep/er')
    await next(page)
    await run(page, 'echo elsewhere', /elsewhere.*elsewhere/s)
    await run(page, 'echo $COLOUR', 'blue in er')
    await expect(page.getByRole('tab', { name: 'Terminal 1' })).toHaveAttribute('aria-selected', 'true')
  })

  test('a command without a target goes to the terminal used last', async ({ page, player }) => {
    await open(page, player.url, 'untargeted-follows/1')
    await run(page, 'cat', 'cat')
    await run(page, 'echo two', 'two-2')
    await run(page, 'echo also', 'also-two-2')
    await showTab(page, 'Terminal 1')
    await expect(screen(page)).not.toContainText('also-two')
  })

  test('signs that template engines know reach the shell as they are', async ({ page, player }) => {
    await open(page, player.url, 'no-template-engine/1')
    await run(page, 'for i', '%{http_code} 3 %s 100% {{i}}')
  })

  test('ten jobs of one click are stopped by Ctrl-C and a loop', async ({ page, player }) => {
    await open(page, player.url, 'ten-jobs/1')
    await run(page, 'for i in {1..10}; do (while', 'jobs-10')
    await run(page, 'for n in {1..10}', 'left-0')
  })

  test('Windows line ends are line ends', async ({ page, player }) => {
    await open(page, player.url, 'crlf/1')
    await expect(page.getByText('Text after it.')).toBeVisible()
    await run(page, 'echo one', /one-1.*two-2/s)
    await expect(screen(page)).not.toContainText('not found')
  })

  test('comments are not shown, with whatever they hold', async ({ page, player }) => {
    await open(page, player.url, 'comments/1')
    await expect(blocks(page)).toHaveCount(1)
    await expect(page.getByText('and on.')).toBeVisible()
    await expect(page.getByText('hidden')).toHaveCount(0)
    await expect(page.getByText('-->')).toHaveCount(0)
  })

  test('a command inside details', async ({ page, player }) => {
    await open(page, player.url, 'details/1')
    await expect(blocks(page)).toHaveCount(0)
    await page.getByText('Solution').click()
    await run(page, 'echo solved', 'solved-42')
    await expect(page.getByText('After it.')).toBeVisible()
  })

  test('terminals by name, words in any case, unknown words, and the notation of design cards', async ({ page, player }) => {
    await open(page, player.url, 'named-terminal/1')
    await run(page, 'echo in-server', 'in-server-2')
    await expect(page.getByRole('tab', { name: 'Server' })).toHaveAttribute('aria-selected', 'true')
    await run(page, 'echo tagged', 'tagged-2')
    await expect(page.getByRole('tab', { name: 'Terminal 1' })).toHaveAttribute('aria-selected', 'true')
    await run(page, 'echo arrow', 'arrow-2')
    await expect(page.getByText('<<execute>>')).toHaveCount(0)
  })

  test('keys and text without Enter', async ({ page, player }) => {
    await open(page, player.url, 'keys/1')
    await run(page, 'cat > typed.txt', 'cat > typed.txt')
    await run(page, 'abc', 'abc')
    await page.getByRole('button', { name: 'Run in terminal: ^C' }).click()
    await expect(screen(page)).toContainText('abc^C')
  })

  test('hosts of two terminals, one above the other', async ({ page, player }) => {
    await open(page, player.url, 'layout-two-terminals/1')
    await page.getByRole('button', { name: /echo one/ }).click()
    await page.getByRole('button', { name: /echo two/ }).click()
    await expect(screen(page)).toHaveCount(2)
    await expect(screen(page).first()).toContainText('one-1')
    await expect(screen(page).last()).toContainText('two-2')
  })
})
