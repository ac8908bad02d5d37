import { cpus, release, totalmem } from 'node:os'
import { goals } from './goals.mjs'
import { median } from './numbers.mjs'

const columns = {
  throughput: [['cat, MiB/s', 'mibPerSecond', 1], ['server CPU, s/GiB', 'cpuSecondsPerGib', 1], ['bytes per message', 'bytesPerPiece', 0], ['intact', 'intact', 0]],
  echo: [['at rest p50', 'idleP50', 2], ['p95', 'idleP95', 2], ['p99', 'idleP99', 2], ['beside a flood p50', 'floodP50', 2], ['p95', 'floodP95', 2], ['200 typists p50', 'typistsP50', 2], ['p95', 'typistsP95', 2], ['server CPU then, %', 'typistsCpu', 1]],
  interrupt: [['Ctrl-C, fast reader, ms', 'fastMs', 1], ['over 1 MiB/s, ms', 'slowMs', 0]],
  reconnect: [['same shell', 'sameShell', 0], ['lines lost of 120', 'linesLost', 0], ['doubled', 'linesDoubled', 0], ['first output, ms', 'firstOutputMs', 0]],
  'slow-reader': [['memory grown, MiB', 'grownMib', 1], ['connection kept', 'kept', 0]],
  sessions: [['empty, RSS MiB', 'emptyRssMib', 1], ['of that the terminals\' process', 'terminalRssMib', 1], ['PSS MiB', 'emptyPssMib', 1], ['processes', 'processes', 0], ['KiB per further session', 'pssKibPerSession', 0], ['with 1,000 lines', 'pssKibWithHistory', 0], ['CPU with 200 idle, %', 'idleCpu', 2], ['to the prompt p50, ms', 'openP50', 1], ['p95', 'openP95', 1], ['50 at once p95, ms', 'burstP95', 0]],
  browser: [['page, KiB', 'weightKib', 0], ['requests', 'requests', 0], ['prompt cold, ms', 'coldMs', 0], ['warm', 'warmMs', 0], ['key to screen p50, ms', 'keyToScreenMs', 1], ['seq 300000 shown, ms', 'shownMs', 0], ['long seq, MiB/s', 'mibPerSecond', 1], ['broken UTF-8 lines', 'brokenLines', 0]],
}
const notMeasured = [
  'gotty, sshwifty and code-server: their programs are not fetched by this bench.',
  'Round-trip time and TLS: everything runs over loopback.',
  'A graphics card: Chromium runs headless, so every page is drawn by the processor.',
]

const beyondTheFloor = [
  'P1, P3: every byte also goes past the screen that the host keeps for a reload (which takes of a flood only what stays on it), the recording and the follower of commands, and through two processes, in pieces of up to 64 KiB. The floor and wetty do none of that; their learner loses all of it with the connection. A bare relay of two processes (ws, a unix socket, node-pty, and nothing else) took 1.3 to 1.7 × the processor time of the floor for the same bytes, most of it in the kernel.',
  'P4 to P6: a key passes web and host process both ways; where all processors are taken, each hop waits for its turn. The same bare relay took 1.3 × the p50 of the floor and 1.7 × its processor time for a key. While somebody types, the floods of others share 8 MiB a second. Every client speaks over a bare WebSocket, but wetty\'s, which is socket.io\'s own.',
  'P11: the sum of three processes, pages of the product included. P12: the process that has the terminals; RSS counts shared code once in each of the three, PSS once in all.',
  'P13: a new session is a machine with a home folder, a record for the next start and an entry in the audit log, not a shell alone; and socket.io shakes hands once more than a WebSocket does.',
]

/** The run as a page of Markdown: goals first, then each measure. */
export function writeReport(result) {
  const cells = readers(result)
  return `${[
    '# Performance of the terminals', '',
    `From \`npm run bench:terminal\`, ${result.from.slice(0, 16).replace('T', ' ')} to ${result.to.slice(11, 16)} UTC. ${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}.`, '',
    `${result.quick ? 'A quick run: a quarter of the samples. ' : ''}${result.runs > 1 ? `${result.runs} runs; all peers of a measure come from the same one. ` : 'Every figure comes from this one run. '}Rounds go in turn over the peers, so that other work on the machine hits all of them alike; each cell is the median of its rounds, with the smallest and the largest beside it. `
      + `${busyness(result)} Absolute numbers belong to this machine and this hour: **only the ratios count.**`, '',
    `Peers: ${Object.entries(result.peers).map(([name, about]) => `\`${name}\` ${about}`).join('; ')}. ${cells.hasTtyd ? '' : 'Where a goal names ttyd, which is not on this machine, the floor `ws` of the same run stands in for it, times what ttyd was beside ws in an earlier run with both.'}`, '',
    '## Goals', '',
    ...goalTable(cells), '',
    ...Object.keys(columns).flatMap((measure) => measureTable(result, measure)),
    '## What ours does beside', '', ...beyondTheFloor.map((line) => `- ${line}`), '',
    '## Not measured', '',
    ...[...notMeasured, ...result.missed].map((line) => `- ${line}`),
  ].join('\n')}\n`
}

function busyness({ busy, load }) {
  const share = Math.round(median(busy) * 100)
  const shared = load > 1.5 * cpus().length ? ' Other programs worked on it all the time, which stretches whatever needs several processes in turn, as ours does, more than a single one: a quiet machine has to repeat this before a missed goal is a fact.' : ''
  return `The machine's processors were busy ${share} % of the time (load ${load.toFixed(1)} at the end).${shared}`
}

function goalTable(cells) {
  const rows = goals.map(({ id, goal, unit, of }) => {
    const found = of(cells)
    if (!found) return `| ${id} | ${goal} | – | – | not measured |`
    return `| ${id} | ${goal} | ${number(found.reached)} ${unit} | ${number(found.bound)} ${unit} | ${found.met ? 'met' : '**missed**'} |`
  })
  const verdicts = goals.map(({ of }) => of(cells)?.met)
  return [
    `${verdicts.filter((met) => met === true).length} met, ${verdicts.filter((met) => met === false).length} missed, ${verdicts.filter((met) => met === undefined).length} not measured.`, '',
    '| | goal | reached | bound in this run | |', '|---|---|---|---|---|', ...rows,
  ]
}

/** Medians of each peer; `ttyd` falls back to the floor. A function instead of a factor picks the worst round. */
function readers({ rows }) {
  const values = (peer, measure, field) => rows.filter((row) => row.peer === peer && row.measure === measure).map((row) => row[field]).filter(Number.isFinite)
  const of = (peer) => (measure, field, pick) => {
    const found = values(peer, measure, field)
    if (found.length === 0) return undefined
    return typeof pick === 'function' ? pick(...found) : median(found)
  }
  const hasTtyd = rows.some(({ peer }) => peer === 'ttyd')
  const [ws, wetty, ttyd] = [of('ws'), of('wetty'), of('ttyd')]
  return {
    hasTtyd, ws, wetty, product: of('product'),
    ttyd: (measure, field, standIn) => (hasTtyd ? ttyd(measure, field) : scaled(ws(measure, field), standIn)),
    best: (measure, field) => [wetty, ttyd].map((peer) => peer(measure, field)).filter(Number.isFinite).toSorted((a, b) => a - b)[0],
  }
}

function scaled(value, factor) {
  return value === undefined ? undefined : value * factor
}

function measureTable({ rows }, measure) {
  const own = rows.filter((row) => row.measure === measure)
  if (own.length === 0) return []
  const fields = columns[measure]
  const lines = [...new Set(own.map(({ peer }) => peer))].map((peer) => `| ${peer} | ${fields.map(([, field, digits]) => cell(own.filter((row) => row.peer === peer).map((row) => row[field]), digits)).join(' | ')} |`)
  return [`## ${measure}`, '', `| | ${fields.map(([title]) => title).join(' | ')} |`, `|${'---|'.repeat(fields.length + 1)}`, ...lines, '']
}

function cell(values, digits) {
  const found = values.filter(Number.isFinite)
  if (found.length === 0) return '–'
  const [low, high] = [Math.min(...found), Math.max(...found)].map((value) => value.toFixed(digits))
  const middle = median(found).toFixed(digits)
  return low === high ? middle : `${middle} (${low}–${high})`
}

function number(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toFixed(2)))
}
