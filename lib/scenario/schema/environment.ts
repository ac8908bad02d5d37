import { z } from 'zod'

const port = z.union([z.number(), z.string()])

const dashboardSchema = z.looseObject({
  name: z.string().optional().describe('Title of the tab.'),
  port: port.optional().describe('Port of the machine that the tab shows.'),
  href: z.string().optional().describe('Address that the tab shows; placeholders are allowed. Wins over `port`.'),
  host: z.string().optional().describe('Host that the port belongs to. Default: host01.'),
}).describe('An extra tab.')

const terminalSchema = z.looseObject({
  name: z.string().optional().describe('Title of the tab; `{{execute name}}` runs a command in it.'),
  target: z.string().optional().describe('Host it runs on. Default: host01.'),
  command: z.string().optional().describe('Command typed into it at the start.'),
}).describe('An extra terminal, opened at the start.')

export const environmentSchema = z.looseObject({
  uilayout: z.string().optional()
    .describe('terminal, terminal-terminal, terminal-iframe, terminal-iframe-split, editor-terminal, editor-terminal-split, editor, editor-iframe-split, iframe, text, vscode or vscode-terminal-split. Default: terminal.'),
  uimessage1: z.string().optional().describe('Text printed first in the terminal; ANSI escapes are allowed.'),
  showdashboard: z.boolean().optional().describe('true shows the dashboard tabs.'),
  showdashboards: z.boolean().optional().describe('The same as `showdashboard`.'),
  dashboards: z.union([z.array(dashboardSchema), z.string()]).optional().describe('Extra tabs.'),
  dashboard: z.string().optional().describe('Name of the one tab that shows `backend.port`.'),
  terminals: z.array(terminalSchema).optional().describe('Extra terminals; they are T2, T3, …'),
  uieditorpath: z.string().optional().describe('Folder that the editor shows. Default: /root, the home folder.'),
  uisettings: z.string().optional().describe('Language of the editor; by default it follows from the file name.'),
  hideintro: z.boolean().optional().describe('true skips the intro page; its scripts run all the same.'),
  hidefinish: z.boolean().optional().describe('true skips the finish page.'),
  hideHiddenFiles: z.boolean().optional().describe('true leaves files that begin with a dot out of the file tree.'),
  exclusionPatterns: z.array(z.string()).optional().describe('Patterns of paths left out of the file tree: `./logs`, `*test`.'),
  showide: z.boolean().optional().describe('true asks for an extra editor tab; the built-in editor is shown.'),
  ide: z.unknown().optional().describe('Ignored.'),
  idePort: port.optional().describe('Ignored: port of that editor on Katacoda.'),
  hidesidebar: z.unknown().optional().describe('Ignored.'),
  hideuieditortree: z.unknown().optional().describe('Ignored.'),
  showvisualise: z.unknown().optional().describe('Ignored.'),
  delayToSaveFileAfterStopTypingMilliseconds: z.unknown().optional().describe('Ignored: files are saved as you type.'),
  uidependencies: z.unknown().optional().describe('Ignored.'),
}).describe('What the learner sees.')

export const interfaceSchema = z.looseObject({
  layout: z.string().optional().describe('`ide` shows the editor first.'),
}).describe('Layout in the Killercoda form.')

export const backendSchema = z.looseObject({
  imageid: z.string().optional().describe('Name of the environment: `ubuntu`, `kubernetes-kubeadm-1node`, … An unknown one becomes the default, with a notice.'),
  port: port.optional().describe('Port shown by the default dashboard tab and by layouts with an iframe.'),
  url: z.string().optional().describe('Page shown by a layout with an iframe.'),
  showdashboard: z.boolean().optional().describe('Belongs into `environment`; read here as well.'),
  dashboards: z.array(dashboardSchema).optional().describe('Belongs into `environment`; read here as well.'),
  autoUpgrade: z.unknown().optional().describe('Ignored.'),
  lifetime: z.unknown().optional().describe('Ignored: minutes before a rented machine ended.'),
  trainingid: z.unknown().optional().describe('Ignored.'),
  dockerimage: z.unknown().optional().describe('Ignored.'),
}).describe('The machine.')
