/** A connection that the page opened before its scripts had come, and what passed on it so far. */
export interface EarlySocket {
  /** Slug of the scenario that was joined. */
  readonly scenario: string
  /** Id of this browser tab. */
  readonly tab: string
  readonly socket: WebSocket
  /** What came, unread. */
  readonly got: readonly (string | ArrayBuffer)[]
  /** What was sent: socket.io's own greeting, then the join. Each was sent when the message before it in `got` had come. */
  readonly sent: readonly string[]
}

declare global {
  interface Window {
    earlySocket?: EarlySocket | undefined
  }
}

/** The query of our socket: output comes in frames of one message each. */
export const socketQuery = { frames: '1' } as const

/**
 * Source of an inline script that connects and joins the session while the page's scripts are still on their way, so that the
 * machine starts and answers meanwhile. Written out as text because no bundle is there yet; it says what socket.io's client and
 * `SessionClient` say first, and they take the connection over.
 */
export function earlySocketScript(scenario: string): string {
  const slug = JSON.stringify(scenario).replaceAll('<', '\\u003c')
  return `{const t=Array.from(crypto.getRandomValues(new Uint8Array(12)),b=>b.toString(16).padStart(2,'0')).join('')\
,l=new URLSearchParams(location.search).get('session')||void 0\
,s=new WebSocket(location.origin.replace('http','ws')+'/socket.io/?frames=${socketQuery.frames}&EIO=4&transport=websocket')\
,e=window.earlySocket={scenario:${slug},tab:t,socket:s,got:[],sent:[]}\
,say=m=>{e.sent.push(m);s.send(m)};\
s.binaryType='arraybuffer';\
s.onmessage=({data:d})=>{if(d==='2')return s.send('3');e.got.push(d);\
if(e.got.length===1)say('40');\
if(e.got.length===2&&/^40/.test(d))say('420'+JSON.stringify(['session:join',{scenario:e.scenario,tab:t,mode:'take',link:l}]))}}`
}

/** The connection that the page opened for this scenario, once, while it is of use. */
export function takeEarlySocket(): EarlySocket | undefined {
  if (typeof window === 'undefined') return undefined
  const early = window.earlySocket
  window.earlySocket = undefined
  return early && early.socket.readyState <= WebSocket.OPEN ? early : undefined
}

/** Id of the tab that an early connection joined with; every later one of this page must be the same tab. */
export function earlyTab(): string | undefined {
  return typeof window === 'undefined' ? undefined : window.earlySocket?.tab
}
