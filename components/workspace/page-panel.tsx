'use client'

import { ExternalLink, RotateCw } from 'lucide-react'
import { buttonClass, IconButton } from '../ui/button.tsx'
import buttonCss from '../ui/button.module.css'
import { useSession } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { isOwnPage } from './addresses.ts'
import css from './dock.module.css'
import type { PageTab } from './tabs.ts'
import { useWorkspace } from './workspace-context.tsx'

const selectAddresses = (state: SessionState) => state.view?.addresses
const selectReady = (state: SessionState): boolean => state.view?.status.kind === 'ready'

/** A page of the learner's machine inside the workspace; any other page is offered as a browser tab of its own. */
export function PagePanel({ tab }: { tab: PageTab }) {
  const { state, dispatch } = useWorkspace()
  const addresses = useSession(selectAddresses)
  const ready = useSession(selectReady)
  const address = state.addresses[tab.key] ?? tab.address
  if (!ready || !addresses || !address) return <div className={css.note} role="status"><p>{tab.title} opens here as soon as your machine is ready.</p></div>
  if (!isOwnPage(address, addresses)) return <OutsidePage title={tab.title} address={address} />
  return (
    <div className={css.page}>
      <div className={css.pageBar}>
        <IconButton small label={`Reload ${tab.title}`} icon={<RotateCw size={15} />} onClick={() => dispatch({ kind: 'page-reloaded', key: tab.key })} />
        <span className={css.pageAddress} title={address}>{address}</span>
        <a className={`${buttonCss.icon} ${buttonCss.small}`} href={address} target="_blank" rel="noopener noreferrer" title={`Open ${tab.title} in a browser tab`} aria-label={`Open ${tab.title} in a browser tab`}>
          <ExternalLink size={15} />
        </a>
      </div>
      <iframe
        key={`${address} ${state.reloads[tab.key] ?? 0}`} className={css.frame} title={tab.title} src={address} referrerPolicy="no-referrer"
        // A page of a learner's machine may do as it likes with itself, and nothing to the page around it.
        sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads"
        allow="clipboard-write; fullscreen"
      />
    </div>
  )
}

function OutsidePage({ title, address }: { title: string; address: string }) {
  return (
    <div className={css.note}>
      <p>{title} is a page of another site and opens in a browser tab of its own.</p>
      <a className={buttonClass('primary')} href={address} target="_blank" rel="noopener noreferrer">
        Open {title} <ExternalLink size={15} aria-hidden="true" />
      </a>
    </div>
  )
}
