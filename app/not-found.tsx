import Link from 'next/link'
import { buttonClass } from '../components/ui/button.tsx'
import { Message } from '../components/ui/message.tsx'

export default function NotFound() {
  return (
    <main>
      <Message title="There is nothing at this address" text="The scenario may have been renamed or taken away, or the address has a slip of the pen.">
        <Link className={buttonClass('primary')} href="/">All scenarios</Link>
      </Message>
    </main>
  )
}
