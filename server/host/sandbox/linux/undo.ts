/** What must be done to be rid of something, in the order in which it was made. */
export type Undo = (() => Promise<unknown> | void)[]

/**
 * Undoes it all: the last thing made is the first that goes, and one that cannot go does not keep the others.
 * @throws AggregateError with everything that failed
 */
export async function undoAll(undo: Undo): Promise<void> {
  const failures: unknown[] = []
  for (const step of undo.splice(0).toReversed()) {
    try {
      await step()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `A sandbox left something behind: ${failures.map(String).join('; ')}`)
}
