import type { Random } from '../../clock.ts'
import type { Target } from '../model.ts'

/** One of the targets, at random by weight, anew for every request. */
export function pickTarget(targets: readonly Target[], random: Random): Target | undefined {
  const sum = targets.reduce((total, target) => total + target.weight, 0)
  if (targets.length < 2) return targets[0]
  let left = random.next() * sum
  return targets.find((target) => {
    left -= target.weight
    return left < 0
  })
}
