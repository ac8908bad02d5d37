import Link from 'next/link'
import { Message } from '../components/ui/message.tsx'
import { buttonClass } from '../components/ui/button.tsx'

export default function NotFound() {
  return (
    <Message title="There is nothing at this address" text="The scenario may have been renamed or taken away, or the address has a slip of the pen.">
      <Link className={buttonClass('primary')} href="/">All scenarios</Link>
    </Message>
  )
}
