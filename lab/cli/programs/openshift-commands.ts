import type { Command } from '../command.ts'
import { bool, duration, text } from '../flags/flag.ts'
import { admCommand, policyCommand } from './adm-commands.ts'
import { impossible } from './workload-commands.ts'

/** Commands that only oc has. */
export const openshiftCommands: readonly Command[] = [
  {
    name: 'login',
    summary: 'Log in to a server',
    usage: '[URL]',
    examples: ['oc login -u developer -p developer', 'oc login https://localhost:8443 -u admin -p admin --insecure-skip-tls-verify=true', 'oc login --token=TOKEN --server=URL'],
    flags: [
      text('username', 'u', 'User name'),
      text('password', 'p', 'Password; asked for when it is not given'),
    ],
    run: async (call) => (await import('../commands/openshift/login.ts')).login(call),
  },
  {
    name: 'logout',
    summary: 'End the session with the server',
    run: async (call) => (await import('../commands/openshift/logout.ts')).logout(call),
  },
  {
    name: 'whoami',
    summary: 'Say who is logged in',
    flags: [
      bool('show-context', 'c', 'Print the name of the context in use'),
      bool('show-console', '', 'Print the address of the web console'),
      bool('show-server', '', 'Print the address of the server'),
      bool('show-token', 't', 'Print the token of this session'),
    ],
    run: async (call) => (await import('../commands/openshift/whoami.ts')).whoami(call),
  },
  {
    name: 'serviceaccounts',
    aliases: ['sa'],
    summary: 'Work with service accounts',
    subcommands: [
      { name: 'get-token', summary: 'Print a token of a service account', usage: 'SERVICE_ACCOUNT_NAME', run: async (call) => (await import('../commands/create/token.ts')).accountToken(call) },
    ],
  },
  {
    name: 'project',
    summary: 'Switch to another project',
    usage: '[NAME]',
    examples: ['oc project istio-system', 'oc project'],
    flags: [bool('short', 'q', 'Print the name of the project only')],
    run: async (call) => (await import('../commands/openshift/project.ts')).project(call),
  },
  {
    name: 'projects',
    summary: 'List the projects',
    flags: [bool('short', 'q', 'Print names only')],
    run: async (call) => (await import('../commands/openshift/projects.ts')).projects(call),
  },
  {
    name: 'new-project',
    summary: 'Make a project and switch to it',
    usage: 'NAME [--display-name=DISPLAYNAME] [--description=DESCRIPTION]',
    examples: ['oc new-project web --display-name="Our shop"'],
    flags: [
      text('display-name', '', 'Name for people'),
      text('description', '', 'What it is for'),
      bool('skip-config-write', '', 'Do not switch to it'),
      text('admin', '', 'Accepted for compatibility', { hidden: true }),
      text('node-selector', '', 'Accepted for compatibility', { hidden: true }),
    ],
    run: async (call) => (await import('../commands/openshift/new-project.ts')).newProject(call),
  },
  admCommand,
  policyCommand,
  { name: 'status', summary: 'Show the project on one page', flags: [bool('suggest', '', 'Accepted for compatibility', { hidden: true }), text('output', 'o', 'Accepted for compatibility', { hidden: true })], run: async (call) => (await import('../commands/openshift/status.ts')).status(call) },
  { name: 'types', aliases: ['concepts'], summary: 'Say what a cluster is made of', run: async (call) => (await import('../commands/openshift/types.ts')).ocTypes(call) },
  {
    name: 'rsh',
    summary: 'Open a shell in a container',
    usage: '(POD | TYPE/NAME) [COMMAND]',
    examples: ['oc rsh web', 'oc rsh -c app deploy/web cat /etc/resolv.conf'],
    stopsAtFirstArgument: true,
    flags: [text('container', 'c', 'Container; the first one when absent'), text('shell', '', 'Shell to start', { standard: '/bin/sh' }), bool('tty', 't', 'With a terminal, whatever our own streams are'), bool('no-tty', 'T', 'Without a terminal'), duration('timeout', '', 'Accepted for compatibility', { standard: '10s', hidden: true })],
    run: async (call) => (await import('../commands/openshift/rsh.ts')).rsh(call),
  },
  impossible('rsync', 'cp', 'Copy folders from and to containers'),
  ...['new-app', 'new-build', 'start-build', 'cancel-build', 'import-image', 'tag', 'process'].map((name) => impossible(name, 'build', 'Builds, image streams and templates')),
]
