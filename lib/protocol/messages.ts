import { z } from 'zod'
import { limits } from './limits.ts'

const terminal = z.string().regex(/^[a-z0-9]{1,12}$/).describe('Id of a terminal of the session, from `TerminalView.id`.')
const cols = z.int().min(1).max(limits.maxCols).describe('Width of the terminal in characters.')
const rows = z.int().min(1).max(limits.maxRows).describe('Height of the terminal in lines.')
const offset = z.int().min(0).describe('Bytes of output since the terminal began.')
const page = z.int().min(0).max(100_000).describe('0 the intro, 1… the steps, one more than the last step the finish.')
const path = z.string().min(1).max(4096).refine((value) => !value.includes('\0'), 'no NUL').describe('Path in the sandbox, absolute or relative to the home folder.')
const name = z.string().trim().min(1).max(60).describe('Name that a learner reads on the tab.')
const nothing = z.strictObject({}).describe('No fields.')

/** Every message that a browser may send: event name → schema of its payload. Whatever is not here is refused. */
export const clientMessages = {
  'session:join': z.object({
    scenario: z.string().min(1).max(300).describe('Slug of the scenario.'),
    session: z.string().max(64).optional().describe('Session to come back to; the newest of this person and scenario when absent.'),
    tab: z.string().regex(/^[\w-]{1,64}$/).optional().describe('Random id of this browser tab, the same after a reconnect: its old connection is replaced in silence.'),
    mode: z.enum(['take', 'share']).default('take').describe('`take` moves the session to this tab; `share` lets all tabs work at once.'),
    link: z.string().max(64).optional().describe('Token from `session:link`, opened on another device.'),
  }),
  'machines:list': nothing,
  'machines:end': z.object({ session: z.string().max(64).describe('A session of this person, from `machines:list`.') }),
  'session:restart': z.object({ keepFiles: z.boolean().describe('Whether the home folder survives.') }),
  'session:end': nothing,
  'session:extend': nothing,
  'session:link': nothing,
  'page:open': z.object({ page }),
  'terminal:open': z.object({
    name: name.optional(),
    host: z.string().regex(/^[\w.-]{1,60}$/).optional().describe('Host the terminal belongs to: `host01`.'),
  }),
  'terminal:attach': z.object({ terminal, offset: offset.optional().describe('Where the screen of this tab stands; absent when it shows nothing yet.'), cols, rows }),
  'terminal:detach': z.object({ terminal }),
  'terminal:input': z.object({
    terminal,
    data: z.string().max(limits.maxInputChars).describe('What was typed. Characters, or bytes as code points 0 to 255 when `binary`.'),
    binary: z.boolean().optional().describe('True for reports that are not UTF-8 (old mouse protocols).'),
    seq: z.int().min(1).optional().describe('Running number of this tab’s messages to this terminal, so that one sent again after a lost connection counts once.'),
  }),
  'terminal:ack': z.object({ terminal, offset }),
  'terminal:resize': z.object({ terminal, cols, rows }),
  'terminal:restart': z.object({ terminal }),
  'terminal:rename': z.object({ terminal, name }),
  'terminal:reorder': z.object({ terminals: z.array(terminal).min(1).max(64).describe('All terminals of the session in the new order.') }),
  'terminal:close': z.object({ terminal }),
  'terminal:activate': z.object({ terminal }),
  'command:run': z.object({
    text: z.string().max(limits.maxCommandChars).describe('Exactly what is to be typed.'),
    target: z.string().max(60).optional().describe('`T2`, `HOST1` or a terminal’s name; the active terminal when absent.'),
    interrupt: z.boolean().describe('Send Ctrl-C first and wait for the prompt.'),
    noNewline: z.boolean().describe('Do not press Enter after it.'),
    controlKey: z.boolean().describe('`text` is a key such as `^C`.'),
    page,
    block: z.int().min(0).max(100_000).describe('Number of the code block on its page.'),
  }),
  'check:run': z.object({ page }),
  'files:list': z.object({ path }),
  'files:read': z.object({ path }),
  'files:write': z.object({
    path,
    text: z.string().max(limits.maxFileChars),
    more: z.boolean().default(false).describe('Further pieces of the same file follow; it changes when the last one has come.'),
  }),
  'ports:list': nothing,
  'log:read': nothing,
  'transcript:read': z.object({
    terminal,
    after: z.int().min(0).default(0).describe('Only commands with a higher id.'),
    limit: z.int().min(1).max(200).default(50),
  }),
  'recording:switch': z.object({ terminal, on: z.boolean().describe('Off, nothing is kept, and what was recorded is removed.') }),
  'recording:read': z.object({ terminal, at: z.int().min(0).default(0).describe('Byte of the recording to go on from.') }),
} as const

export type ClientEventName = keyof typeof clientMessages
/** What a browser writes. */
export type ClientMessage<E extends ClientEventName> = z.input<(typeof clientMessages)[E]>
/** The same with defaults filled in: what the server works with. */
export type CheckedMessage<E extends ClientEventName> = z.output<(typeof clientMessages)[E]>

const clientEventNames: ReadonlySet<string> = new Set(Object.keys(clientMessages))

export function isClientEvent(name: string): name is ClientEventName {
  return clientEventNames.has(name)
}

/** One sentence about the first thing wrong: what was expected, what came, where. */
export function explainRefusal(event: string, error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return `${event}: the message is not valid.`
  const where = issue.path.length > 0 ? `\`${issue.path.join('.')}\`` : 'the message'
  return `${event}: ${where}: ${issue.message}.`
}
