import { existsSync } from 'node:fs'
import { getServers } from 'node:dns'
import { isOnPath } from '../../linux/engine.ts'
import { openForwarder, type Forwarder } from './forwarder.ts'
import { openFirewall, type Firewall } from './firewall.ts'
import { openLink, type LinkOrder } from './link.ts'

export interface InternetOptions {
  /** Host users of sandboxes: first and last. */
  readonly users: readonly [number, number]
  /** Who answers for names, as `address` or `address:port`; whoever this machine asks when empty. */
  readonly nameServers?: readonly string[]
}

/** The way out for sessions that may have one. Made once for all drivers, where the operator has opened it. */
export interface Internet {
  /** A sentence when this machine cannot give anybody a way out. */
  missing(): string | undefined
  /** Asks for the names of one session. */
  openForwarder(): Forwarder
  /**
   * Joins a sandbox to the internet, once the rules that keep it off everything else are seen to be in place.
   * @throws when they are not: such a sandbox is not to be given out
   */
  open(order: LinkOrder): Promise<{ close(): void }>
}

/** The machine's rules are other people's, too: a firewall that is loaded anew takes ours away. */
const lookEveryMs = 10_000

export function openInternet({ users, nameServers = [] }: InternetOptions): Internet {
  const firewall = openFirewall(users)
  const watch = openWatch(firewall)
  return {
    missing,
    openForwarder: () => openForwarder(nameServers.length > 0 ? nameServers : getServers()),
    async open(order) {
      await firewall.protectSession(order.pid)
      await firewall.protectMachine()
      await firewall.mustRefuse(order.uid)
      const link = await openLink(order)
      const leave = watch.join()
      return {
        close() {
          leave()
          link.close()
        },
      }
    },
  }
}

function missing(): string | undefined {
  if (process.getuid?.() !== 0) return 'the rules that keep learners off private networks need root'
  const absent = ['slirp4netns', 'nft', 'socat', 'ip', 'setpriv', 'nsenter', 'unshare'].filter((program) => !isOnPath(program))
  if (absent.length > 0) return `${absent.join(', ')} ${absent.length > 1 ? 'are' : 'is'} not on PATH`
  return existsSync('/dev/net/tun') ? undefined : 'there is no /dev/net/tun'
}

/** Looks after the machine's rules as long as anybody depends on them. */
function openWatch(firewall: Firewall): { join(): () => void } {
  let watched = 0
  let timer: NodeJS.Timeout | undefined
  async function look(): Promise<void> {
    try {
      if (await firewall.protectMachine()) console.error('The rules about learners and the internet were gone, and have been put back.')
    } catch (error) {
      console.error('The rules about learners and the internet cannot be looked after:', error)
    }
  }
  return {
    join() {
      watched += 1
      timer ??= setInterval(() => void look(), lookEveryMs).unref()
      let joined = true
      return () => {
        if (!joined) return
        joined = false
        watched -= 1
        if (watched > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

/** What a session is told that wanted a way out and has none. */
export function noInternet(internet: Internet | undefined): string {
  const reason = internet ? internet.missing() ?? 'this driver cannot' : 'whoever runs this server has not opened one'
  return `This machine has no way to the internet, loopback alone: ${reason}.`
}
