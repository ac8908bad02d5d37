/**
 * What we want, as ratios inside one run. `ttyd` is ttyd where it is there, else the floor `ws` of the same run stands in
 * for it, with what ttyd was beside ws where both were measured (`standIn`).
 * `of` gives what was reached and the bound, each from the medians of the run; undefined when a peer was not measured.
 */
export const goals = [
  { id: 'P1', goal: '`cat` of the text: at least 0.9 × ws', unit: 'MiB/s', of: ({ product, ws }) => atLeast(product('throughput', 'mibPerSecond'), ws('throughput', 'mibPerSecond'), 0.9) },
  { id: 'P1', goal: '`cat` of the text: at least 1.0 × ttyd', unit: 'MiB/s', of: ({ product, ttyd }) => atLeast(product('throughput', 'mibPerSecond'), ttyd('throughput', 'mibPerSecond', 0.91), 1) },
  { id: 'P2', goal: 'SHA-1 of what arrived is equal in every round', unit: '', of: ({ product }) => atLeast(product('throughput', 'intact', Math.min), 1, 1) },
  { id: 'P2', goal: 'no broken line of UTF-8 on the screen', unit: 'lines', of: ({ product }) => atMost(product('browser', 'brokenLines', Math.max), 0, 1) },
  { id: 'P3', goal: 'server CPU per GiB: at most 1.2 × ws', unit: 's', of: ({ product, ws }) => atMost(product('throughput', 'cpuSecondsPerGib'), ws('throughput', 'cpuSecondsPerGib'), 1.2) },
  { id: 'P3', goal: 'server CPU per GiB: at most 0.65 × wetty', unit: 's', of: ({ product, wetty }) => atMost(product('throughput', 'cpuSecondsPerGib'), wetty('throughput', 'cpuSecondsPerGib'), 0.65) },
  { id: 'P4', goal: 'echo at rest, p50: at most 1.2 × ws', unit: 'ms', of: ({ product, ws }) => atMost(product('echo', 'idleP50'), ws('echo', 'idleP50'), 1.2) },
  { id: 'P4', goal: 'echo at rest, p99: at most 1.5 × ttyd', unit: 'ms', of: ({ product, ttyd }) => atMost(product('echo', 'idleP99'), ttyd('echo', 'idleP99', 0.68), 1.5) },
  { id: 'P5', goal: 'echo beside a flood, p95: at most 1.3 × ttyd', unit: 'ms', of: ({ product, ttyd }) => atMost(product('echo', 'floodP95'), ttyd('echo', 'floodP95', 0.47), 1.3) },
  { id: 'P6', goal: 'echo with 200 who type, p95: at most 1.3 × ttyd', unit: 'ms', of: ({ product, ttyd }) => atMost(product('echo', 'typistsP95'), ttyd('echo', 'typistsP95', 0.77), 1.3) },
  { id: 'P6', goal: 'server CPU meanwhile: at most 0.8 × wetty', unit: '%', of: ({ product, wetty }) => atMost(product('echo', 'typistsCpu'), wetty('echo', 'typistsCpu'), 0.8) },
  { id: 'P7', goal: 'a reader of 100 KiB/s: at most 8 MiB more memory', unit: 'MiB', of: ({ product }) => atMost(product('slow-reader', 'grownMib'), 8, 1) },
  { id: 'P7', goal: 'its connection is kept', unit: '', of: ({ product }) => atLeast(product('slow-reader', 'kept'), 1, 1) },
  { id: 'P8', goal: 'Ctrl-C in a flood, fast reader: at most 2.0 × ttyd', unit: 'ms', of: ({ product, ttyd }) => atMost(product('interrupt', 'fastMs'), ttyd('interrupt', 'fastMs', 0.7), 2) },
  { id: 'P9', goal: 'Ctrl-C in a flood over 1 MiB/s: at most 200 ms', unit: 'ms', of: ({ product }) => atMost(product('interrupt', 'slowMs'), 200, 1) },
  { id: 'P9', goal: 'the same: at most 0.2 × wetty', unit: 'ms', of: ({ product, wetty }) => atMost(product('interrupt', 'slowMs'), wetty('interrupt', 'slowMs'), 0.2) },
  { id: 'P10', goal: 'connection lost for 3 s: the same shell', unit: '', of: ({ product }) => atLeast(product('reconnect', 'sameShell'), 1, 1) },
  { id: 'P10', goal: 'lines lost or doubled: none', unit: 'lines', of: ({ product }) => atMost(sum(product('reconnect', 'linesLost'), product('reconnect', 'linesDoubled')), 0, 1) },
  { id: 'P10', goal: 'first output after the link is back: at most 100 ms', unit: 'ms', of: ({ product }) => atMost(product('reconnect', 'firstOutputMs'), 100, 1) },
  { id: 'P11', goal: 'a further idle session: at most 100 KiB', unit: 'KiB', of: ({ product }) => atMost(product('sessions', 'pssKibPerSession'), 100, 1) },
  { id: 'P11', goal: 'the same with 1,000 lines printed: at most 1 MiB', unit: 'KiB', of: ({ product }) => atMost(product('sessions', 'pssKibWithHistory'), 1024, 1) },
  { id: 'P12', goal: 'server at rest, RSS of the process that has the terminals: at most 1.0 × wetty', unit: 'MiB', of: ({ product, wetty }) => atMost(product('sessions', 'terminalRssMib'), wetty('sessions', 'terminalRssMib'), 1) },
  { id: 'P12', goal: 'CPU with 200 idle sessions: at most 0.5 %', unit: '%', of: ({ product }) => atMost(product('sessions', 'idleCpu'), 0.5, 1) },
  { id: 'P13', goal: 'connect to prompt, p50: at most 1.0 × ws', unit: 'ms', of: ({ product, ws }) => atMost(product('sessions', 'openP50'), ws('sessions', 'openP50'), 1) },
  { id: 'P13', goal: '50 at once, p95: at most 1.0 × ws', unit: 'ms', of: ({ product, ws }) => atMost(product('sessions', 'burstP95'), ws('sessions', 'burstP95'), 1) },
  { id: 'P14', goal: 'whole page over the wire: at most 330 KiB', unit: 'KiB', of: ({ product }) => atMost(product('browser', 'weightKib'), 330, 1) },
  { id: 'P14', goal: 'the same: at most 0.4 × wetty', unit: 'KiB', of: ({ product, wetty }) => atMost(product('browser', 'weightKib'), wetty('browser', 'weightKib'), 0.4) },
  { id: 'P15', goal: 'prompt in the browser, cold: at most 1.2 × the best peer', unit: 'ms', of: ({ product, best }) => atMost(product('browser', 'coldMs'), best('browser', 'coldMs'), 1.2) },
  { id: 'P15', goal: 'the same, warm: at most 1.0 × the best peer', unit: 'ms', of: ({ product, best }) => atMost(product('browser', 'warmMs'), best('browser', 'warmMs'), 1) },
  { id: 'P16', goal: '`seq 1 300000` shown: at most 0.6 × ttyd', unit: 'ms', of: ({ product, ttyd }) => atMost(product('browser', 'shownMs'), ttyd('browser', 'shownMs', 1.69), 0.6) },
  { id: 'P16', goal: '`seq` of millions: at least 0.95 × the bare page', unit: 'MiB/s', of: ({ product, ws }) => atLeast(product('browser', 'mibPerSecond'), ws('browser', 'mibPerSecond'), 0.95) },
  { id: 'P17', goal: 'key to screen, p50: at most 1.05 × the best peer', unit: 'ms', of: ({ product, best, ws }) => atMost(product('browser', 'keyToScreenMs'), best('browser', 'keyToScreenMs') ?? ws('browser', 'keyToScreenMs'), 1.05) },
]

function atMost(reached, other, factor) {
  if (reached === undefined || other === undefined) return undefined
  return { reached, bound: other * factor, met: reached <= other * factor }
}

function atLeast(reached, other, factor) {
  if (reached === undefined || other === undefined) return undefined
  return { reached, bound: other * factor, met: reached >= other * factor }
}

function sum(a, b) {
  return a === undefined || b === undefined ? undefined : a + b
}
