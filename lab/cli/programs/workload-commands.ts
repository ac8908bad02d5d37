import type { Command } from '../command.ts'
import type { Impossible } from '../commands/not-possible.ts'
import {
  allFlag, dryRunFlag, fieldManagerFlag, fileFlags, outputFlags, recordFlag, saveConfigFlag, selectorFlag,
} from '../commands/shared-flags.ts'
import { array, bool, duration, int, list, text } from '../flags/flag.ts'

const containerFlags = [text('container', 'c', 'Container; the first one when absent'), text('pod-running-timeout', '', 'Accepted for compatibility', { standard: '1m0s', hidden: true })]

const rolloutUsage = '(TYPE NAME | TYPE/NAME)'

/** Commands on what runs: rollouts, replicas, logs. */
export const workloadCommands: readonly Command[] = [
  {
    name: 'logs',
    aliases: ['log'],
    summary: 'Print what a container wrote',
    usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
    examples: ['% logs web', '% logs -f web -c app', '% logs deployment/web --tail=20', '% logs -l app=reviews --all-containers'],
    flags: [
      selectorFlag,
      bool('all-containers', '', 'Of all containers of the pod'),
      text('container', 'c', 'Container, when the pod has several'),
      bool('follow', 'f', 'Go on as more is written'),
      bool('ignore-errors', '', 'Go on after an error when following several'),
      bool('insecure-skip-tls-verify-backend', '', 'Accepted for compatibility', { hidden: true }),
      int('limit-bytes', '', 'At most so many bytes'),
      int('max-log-requests', '', 'How many logs may be followed at a time', { standard: '5' }),
      text('pod-running-timeout', '', 'Accepted for compatibility', { standard: '20s', hidden: true }),
      bool('prefix', '', 'Begin each line with the pod and the container'),
      bool('previous', 'p', 'Of the container that ran before'),
      duration('since', '', 'Only what is newer than 5s, 2m, 3h', { standard: '0s' }),
      text('since-time', '', 'Only what is newer than a time such as 2024-01-02T15:04:05Z'),
      int('tail', '', 'Only so many of the last lines; -1 for all', { standard: '-1' }),
      bool('timestamps', '', 'Begin each line with its time'),
    ],
    run: async (call) => (await import('../commands/logs.ts')).logs(call),
  },
  {
    name: 'scale',
    summary: 'Set how many replicas a workload has',
    usage: '--replicas=COUNT (-f FILENAME | TYPE NAME)',
    examples: ['% scale --replicas=3 deployment/web', '% scale --current-replicas=2 --replicas=3 deployment web'],
    flags: [
      ...fileFlags, ...outputFlags, allFlag, dryRunFlag, recordFlag, selectorFlag,
      int('current-replicas', '', 'Only if it has so many now', { standard: '-1' }),
      int('replicas', '', 'How many it is to have', { required: true }),
      text('resource-version', '', 'Only if this is its version now'),
      duration('timeout', '', 'Accepted for compatibility', { standard: '0s', hidden: true }),
    ],
    run: async (call) => (await import('../commands/scale.ts')).scale(call),
  },
  {
    name: 'rollout',
    summary: 'Watch, undo, pause or restart the rollout of a workload',
    subcommands: [
      {
        name: 'history',
        summary: 'Show the revisions of a deployment',
        usage: rolloutUsage,
        examples: ['% rollout history deployment/web', '% rollout history deployment/web --revision=3'],
        flags: [...fileFlags, ...outputFlags, int('revision', '', 'Show this one in full')],
        run: async (call) => (await import('../commands/rollout/show-history.ts')).rolloutHistory(call),
      },
      {
        name: 'pause',
        summary: 'Let changes of a deployment wait',
        usage: rolloutUsage,
        flags: [...fileFlags, ...outputFlags, fieldManagerFlag('kubectl-rollout')],
        run: async (call) => (await import('../commands/rollout/pause.ts')).rolloutPause(call),
      },
      {
        name: 'restart',
        summary: 'Make new pods of the same kind',
        usage: rolloutUsage,
        flags: [...fileFlags, ...outputFlags, fieldManagerFlag('kubectl-rollout'), selectorFlag],
        run: async (call) => (await import('../commands/rollout/pause.ts')).rolloutRestart(call),
      },
      {
        name: 'resume',
        summary: 'Go on with a paused deployment',
        usage: rolloutUsage,
        flags: [...fileFlags, ...outputFlags, fieldManagerFlag('kubectl-rollout')],
        run: async (call) => (await import('../commands/rollout/pause.ts')).rolloutResume(call),
      },
      {
        name: 'status',
        summary: 'Wait until a rollout is done, saying how far it is',
        usage: rolloutUsage,
        examples: ['% rollout status deployment/web', '% rollout status -w deployment/web --timeout=60s'],
        flags: [
          ...fileFlags,
          int('revision', '', 'Fail unless this is the one that runs'),
          duration('timeout', '', 'How long to wait; 0 for as long as it takes', { standard: '0s' }),
          bool('watch', 'w', 'Wait until it is done', { standard: 'true' }),
        ],
        run: async (call) => (await import('../commands/rollout/status.ts')).rolloutStatus(call),
      },
      {
        name: 'undo',
        aliases: ['rollback'],
        summary: 'Go back to an earlier revision',
        usage: rolloutUsage,
        examples: ['% rollout undo deployment/web', '% rollout undo deployment/web --to-revision=3'],
        flags: [...fileFlags, ...outputFlags, dryRunFlag, int('to-revision', '', 'The one to go back to; 0 for the one before')],
        run: async (call) => (await import('../commands/rollout/undo.ts')).rolloutUndo(call),
      },
    ],
  },
  {
    name: 'expose',
    summary: 'Put a service in front of pods, or a route before a service',
    usage: '(-f FILENAME | TYPE NAME) [--port=port] [--target-port=number-or-name] [--name=name]',
    examples: ['% expose deployment web --port=80 --target-port=8080', 'oc expose svc grafana'],
    flags: [
      ...fileFlags, ...outputFlags, dryRunFlag, fieldManagerFlag('kubectl-expose'), recordFlag, saveConfigFlag,
      text('cluster-ip', '', 'Address of the service; None for none'),
      text('external-ip', '', 'Further address that reaches the service'),
      text('hostname', '', 'Host name of the route'),
      text('labels', 'l', 'Labels for what is made'),
      text('load-balancer-ip', '', 'Address of the load balancer'),
      text('name', '', 'Name for what is made'),
      text('path', '', 'Path that the route answers'),
      text('port', '', 'Port of the service, or of the service that the route leads to'),
      text('protocol', '', 'Protocol of the port'),
      text('selector', '', 'Labels of the pods behind the service'),
      text('session-affinity', '', 'None or ClientIP'),
      text('target-port', '', 'Port of the pods'),
      text('type', '', 'ClusterIP, NodePort, LoadBalancer or ExternalName'),
      text('wildcard-policy', '', 'None or Subdomain (routes)'),
    ],
    run: async (call) => (await import('../commands/expose.ts')).expose(call),
  },
  {
    name: 'run',
    summary: 'Start a pod',
    usage: 'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [-- COMMAND | ARGS]',
    examples: ['% run web --image=istio/examples-bookinfo-details-v1:1.5.0 --port=9080'],
    flags: [
      ...fileFlags, ...outputFlags, dryRunFlag, fieldManagerFlag('kubectl-run'), recordFlag, saveConfigFlag,
      array('annotations', '', 'An annotation, as NAME=VALUE'), bool('attach', '', 'Accepted, but refused: no terminals'), bool('command', '', 'What stands behind -- is the command, not its arguments'),
      array('env', '', 'A variable, as NAME=VALUE'), bool('expose', '', 'Make a service too'), text('image', '', 'Image to run', { required: true }),
      text('image-pull-policy', '', 'Always, IfNotPresent or Never'), text('labels', 'l', 'Labels of the pod'), text('limits', '', 'Such as cpu=200m,memory=512Mi'), text('port', '', 'Port of the container'),
      text('requests', '', 'Such as cpu=100m'), text('restart', '', 'Always, OnFailure or Never', { standard: 'Always' }), bool('rm', '', 'Accepted, but refused: no terminals'), text('serviceaccount', '', 'Account of the pod'),
      bool('stdin', 'i', 'Accepted, but refused: no terminals'), bool('tty', 't', 'Accepted, but refused: no terminals'), bool('quiet', 'q', 'Accepted for compatibility', { hidden: true }),
      text('generator', '', 'Accepted for compatibility', { hidden: true }),
    ],
    run: async (call) => (await import('../commands/run.ts')).run(call),
  },
  {
    name: 'exec',
    summary: 'Run a program in a container',
    usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
    examples: ['% exec web -- date', '% exec deploy/web -c app -- curl -s http://reviews:9080/health', '% exec -it web -- sh'],
    flags: [...containerFlags, bool('stdin', 'i', 'Pass stdin on'), bool('tty', 't', 'With a terminal'), bool('quiet', 'q', 'Only the output of the program')],
    run: async (call) => (await import('../commands/exec.ts')).exec(call),
  },
  {
    name: 'attach',
    summary: 'Show what a container writes from now on',
    usage: '(POD | TYPE/NAME) [-c CONTAINER]',
    examples: ['% attach web -c app'],
    flags: [...containerFlags, bool('stdin', 'i', 'Pass stdin on'), bool('tty', 't', 'With a terminal'), bool('quiet', 'q', 'Only the output of the program')],
    run: async (call) => (await import('../commands/attach.ts')).attach(call),
  },
  {
    name: 'port-forward',
    summary: 'Forward ports of this machine to a pod',
    usage: 'TYPE/NAME [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
    examples: ['% port-forward pod/web 8080:80', '% port-forward svc/productpage 9080', '% port-forward deploy/web :9080 --address 0.0.0.0'],
    flags: [list('address', '', 'Addresses to listen on', { standard: 'localhost' }), text('pod-running-timeout', '', 'Accepted for compatibility', { standard: '1m0s', hidden: true })],
    run: async (call) => (await import('../commands/port-forward.ts')).portForward(call),
  },
  impossible('cp', 'cp', 'Copy files from and to containers'),
  impossible('debug', 'debug', 'Open a shell beside a pod'),
  impossible('drain', 'drain', 'Empty a node'),
]

/** A command that a lab cannot do. It says so, and what can be done instead; real flags and words are taken as they come. */
export function impossible(name: string, what: Impossible, summary: string): Command {
  return {
    name, summary, hidden: true, stopsAtFirstArgument: true,
    flags: [text('container', 'c', 'Container'), bool('stdin', 'i', 'Pass stdin on'), bool('tty', 't', 'With a terminal'), text('address', '', 'Address to listen on'), ...fileFlags],
    run: async (call) => (await import('../commands/not-possible.ts')).notPossible(call, what),
  }
}
