import { headers } from 'next/headers'
import { earlySocketScript } from '../components/session/early-socket.ts'

/**
 * What a page beside a machine begins before it comes alive: the connection, and files that Next asks for only when it does.
 * Reached by navigation inside the player it does nothing: a browser does not run a script that comes so.
 */
export async function EarlyStart({ scenario }: { readonly scenario: string }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <>
      {/* As an asynchronous module it does not wait for style sheets. */}
      <script type="module" async nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: earlySocketScript(scenario) }} />
      {earlyFiles().map((address) => (address.endsWith('.css')
        ? <link key={address} rel="preload" as="style" href={address} nonce={nonce} />
        : <script key={address} src={address} async nonce={nonce} />))}
    </>
  )
}

/** Addresses of those files. The server that starts the pages knows them from the build; in development there are none. */
function earlyFiles(): readonly string[] {
  return process.env.REHEARSAL_EARLY_FILES?.split(' ').filter((address) => address !== '') ?? []
}
