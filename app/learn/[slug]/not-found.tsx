import Link from 'next/link'
import { buttonClass } from '../../../components/ui/button.tsx'
import { Message } from '../../../components/ui/message.tsx'

/** Inside the workspace: the scenario is there, this page of it is not. */
export default function NoSuchPage() {
  return (
    <Message title="This scenario has no such page" text="It may have fewer steps than it once had. The list of scenarios leads to its start.">
      <Link className={buttonClass('primary')} href="/">All scenarios</Link>
    </Message>
  )
}
