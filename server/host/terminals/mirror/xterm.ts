import { createRequire } from 'node:module'
import type * as unicode11 from '@xterm/addon-unicode11'
import type * as headless from '@xterm/headless'

// Both packages are CommonJS in a form whose names Node's own loader does not see. `require` gives what their types say.
const require = createRequire(import.meta.url)

export const { Terminal } = require('@xterm/headless') as typeof headless
export const { Unicode11Addon } = require('@xterm/addon-unicode11') as typeof unicode11
