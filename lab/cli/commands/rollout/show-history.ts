import { qualifiedName } from '../../api/discovery.ts'
import type { CommandCall } from '../../command.ts'
import { CliError } from '../../errors.ts'
import { TabWriter } from '../../output/tab-writer.ts'
import { chosenItems } from '../../resources/chosen.ts'
import { eachItem } from '../../resources/each.ts'
import { describeTemplate } from '../describe/template.ts'
import { revisionsOf } from './history.ts'
import { noTypeText } from './texts.ts'

/** `rollout history`: the revisions of a deployment, or what one of them looked like. */
export async function rolloutHistory(call: CommandCall): Promise<void> {
  const wanted = call.flags.int('revision')
  if (wanted < 0) throw new CliError(`error: revision must be a positive integer: ${wanted}`)
  await eachItem(chosenItems(call, { none: noTypeText, wholeTypes: true }), async (item) => {
    const revisions = await revisionsOf(call, item)
    const name = qualifiedName(item.resource, item.name)
    if (wanted === 0) {
      call.io.out(`${name} \n${new TabWriter().write(['REVISION\tCHANGE-CAUSE', ...revisions.map(({ number, cause }) => `${number}\t${cause === '' ? '<none>' : cause}`)])}\n`)
      return
    }
    const found = revisions.find(({ number }) => number === wanted)
    if (found === undefined) throw new CliError('error: unable to find the specified revision')
    call.io.out(`${name} with revision #${wanted}\n${describeTemplate(found.template)}\n`)
  })
}
