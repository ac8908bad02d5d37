import { dashboardCost } from './dashboard-cost.ts'
import { hopCost } from './hop-cost.ts'
import { labMemory } from './lab-memory.ts'

/** What the telemetry of a lab costs: a hop, a dashboard, an hour. Arguments: [rounds] */
export async function main([rounds = '20']: readonly string[]): Promise<void> {
  const { hop, span, floor: least } = hopCost(Number(rounds))
  console.log(`A hop: ${hop.toFixed(2)} µs in both generations of metrics, and ${span.toFixed(2)} µs for each of its two spans`)
  console.log(`  ${(hop / least).toFixed(1)} and ${(span / least).toFixed(1)} × the floor (${least.toFixed(2)} µs: one label set looked up and counted in a Map)`)
  for (const minutes of [10, 60, 360]) {
    const { floor, ours, series, snapshot } = await labMemory(minutes)
    console.log(`A lab after ${minutes} minutes of five page views a second`)
    console.log(`  ${mib(ours)} MiB of telemetry, ${series} series, ${mib(snapshot)} MiB as JSON; ${(ours / floor).toFixed(2)} × the floor (${mib(floor)} MiB: its scraped values as plain numbers)`)
  }
  const dashboard = dashboardCost(Number(rounds))
  console.log('The 40 queries of the dashboard, over five minutes in steps of five seconds')
  console.log(`  ${dashboard.ours.toFixed(1)} ms, ${(dashboard.ours / dashboard.floor).toFixed(1)} × the floor (${dashboard.floor.toFixed(1)} ms: reading the samples that they are about)`)
}

function mib(bytes: number): string {
  return (bytes / (1 << 20)).toFixed(2)
}
