import { existsSync, readFileSync } from 'node:fs'

/** A run that was ended before it could write its report. */
const unknown = { passed: 0, failed: 1, skipped: 0, flaky: 0 }

/** Counts of one run: `{ passed, failed, skipped, flaky }`, where `flaky` are those of the passed that needed a second try. */
export function countVitest(file) {
  if (!existsSync(file)) return unknown
  const report = JSON.parse(readFileSync(file, 'utf8'))
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? report.numFailedTestSuites : 0),
    skipped: report.numPendingTests + report.numTodoTests,
    flaky: 0,
  }
}

export function countPlaywright(file) {
  if (!existsSync(file)) return unknown
  const { stats } = JSON.parse(readFileSync(file, 'utf8'))
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, flaky: stats.flaky }
}

export function add(...counts) {
  const sum = { passed: 0, failed: 0, skipped: 0, flaky: 0 }
  for (const count of counts) for (const key of Object.keys(sum)) sum[key] += count[key]
  return sum
}
