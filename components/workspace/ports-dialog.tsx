'use client'

import { RotateCw } from 'lucide-react'
import { useCallback, useEffect, useState, type FormEvent } from 'react'
import { portAddress } from '../../lib/markdown/placeholders.ts'
import { useSessionClient } from '../session/session-provider.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './ports-dialog.module.css'
import { useAddresses } from './session-addresses.ts'
import { useWorkspace } from './workspace-context.tsx'

/** The ports on which something listens in the learner's machine; each opens in a tab. */
export function PortsDialog() {
  const client = useSessionClient()
  const { dispatch, openAddress } = useWorkspace()
  const addresses = useAddresses()
  const [ports, setPorts] = useState<readonly number[]>()
  const [typed, setTyped] = useState('')
  const close = (): void => dispatch({ kind: 'ports', open: false })

  const look = useCallback(() => void client.tell('ports:list', {}).then((found) => setPorts(found ?? [])), [client])
  useEffect(() => look(), [look])

  function open(port: number): void {
    if (!addresses) return
    close()
    openAddress(`${portAddress(addresses, port)}/`)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    const port = Number(typed)
    if (Number.isInteger(port) && port > 0 && port < 65_536) open(port)
  }

  return (
    <Dialog title="Ports in use" onClose={close} actions={<Button onClick={close}>Close</Button>}>
      <p>Programs on your machine listen on these ports. Choose one to see its page.</p>
      <div className={css.list} role="status">
        {ports?.map((port) => <Button key={port} onClick={() => open(port)}>Port {port}</Button>)}
        {ports?.length === 0 && <span>Nothing listens right now.</span>}
        {!ports && <span>Looking …</span>}
        <IconButton label="Look again" icon={<RotateCw size={16} />} onClick={look} />
      </div>
      <form className={css.form} onSubmit={submit}>
        <label className={css.label}>Another port <input className={css.field} inputMode="numeric" pattern="[0-9]{1,5}" value={typed} onChange={(event) => setTyped(event.target.value)} /></label>
        <Button type="submit">Open</Button>
      </form>
    </Dialog>
  )
}
