'use client'

import { LogOut } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import css from './catalogue.module.css'

/** Who is signed in, and the way out. */
export function SignOut({ name }: { name: string }) {
  // A form would send no Origin, as our pages send no referrer; the server takes writes of its own pages only.
  async function signOut(): Promise<void> {
    const { url } = await fetch('/sign-out', { method: 'POST' })
    location.assign(url)
  }
  return (
    <>
      <span className={css.who}><span className="visually-hidden">Signed in as </span>{name}</span>
      <IconButton label="Sign out" icon={<LogOut size={17} />} onClick={() => void signOut()} />
    </>
  )
}
