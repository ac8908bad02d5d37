import type { Item } from './item.ts'
import { throwCollected } from '../errors.ts'

/** Does something to each chosen object and goes on after a failure; what failed is thrown at the end. Resolves to the number of objects. */
export async function eachItem(items: AsyncIterable<Item | Error>, work: (item: Item) => Promise<void>): Promise<number> {
  const errors: unknown[] = []
  let count = 0
  for await (const item of items) {
    count += 1
    if (item instanceof Error) {
      errors.push(item)
      continue
    }
    try {
      await work(item)
    } catch (error) {
      errors.push(error)
    }
  }
  throwCollected(errors)
  return count
}
