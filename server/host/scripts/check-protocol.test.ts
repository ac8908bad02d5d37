import { describe, expect, it } from 'vitest'
import { checkProtocol, hasPassed } from './check-protocol.ts'

const notReady = 'if [ -f x ]; then echo "done"; else echo "Not ready yet"; fi'

describe('how a check says that it passed', () => {
  it.each([
    ['test -f x && echo "done"', 'prints-done'],
    ["test -f x && echo 'done'", 'prints-done'],
    ['test -f x && echo done', 'prints-done'],
    ['test -f x && echo -n "Done"', 'prints-done'],
    ['printf "done\\n"', 'prints-done'],
    [notReady, 'prints-done'],
    ['test -f x', 'exit-status'],
    ['for i in 1 2; do echo $i; done; test -f x', 'exit-status'],
    ['while read -r line; do echo "$line"\ndone < x', 'exit-status'],
    ['# echo "done" when it is\ntest -f x', 'exit-status'],
    ['echo "donette"', 'exit-status'],
  ])('%s', (script, protocol) => {
    expect(checkProtocol(script)).toBe(protocol)
  })

  it.each([
    ['prints-done', 0, 'done\n', true],
    ['prints-done', 1, 'done\n', true],
    ['prints-done', 0, 'Not ready yet\n', false],
    ['exit-status', 0, '', true],
    ['exit-status', 1, 'done\n', false],
    ['exit-status', 137, '', false],
  ] as const)('%s with status %d and %j: %s', (protocol, code, stdout, passed) => {
    expect(hasPassed(protocol, { code, stdout })).toBe(passed)
  })
})
