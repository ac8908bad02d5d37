import { array, bool, duration, int, list, text } from '../flags/flag.ts'
import type { Flag } from '../flags/flag.ts'

/** Flags of every command. */
export const globalFlags: readonly Flag[] = [
  text('kubeconfig', '', 'File with addresses and credentials of clusters'),
  text('context', '', 'Context of the kubeconfig to use'),
  text('cluster', '', 'Cluster of the kubeconfig to use'),
  text('user', '', 'User of the kubeconfig to be'),
  text('namespace', 'n', 'Namespace (project) to work in'),
  text('server', 's', 'Address of the API server'),
  text('token', '', 'Bearer token for the API server'),
  text('username', '', 'User name for basic authentication'),
  text('password', '', 'Password for basic authentication'),
  text('as', '', 'User to act as'),
  array('as-group', '', 'Group to act as'),
  bool('insecure-skip-tls-verify', '', 'Do not check the server certificate'),
  text('certificate-authority', '', 'File with certificates of authorities to trust'),
  text('client-certificate', '', 'File with a client certificate'),
  text('client-key', '', 'File with the key of the client certificate'),
  text('tls-server-name', '', 'Name that the server certificate must have'),
  text('request-timeout', '', 'How long to wait for the answer to one request, such as 5s; 0 for ever', { standard: '0' }),
  text('cache-dir', '', 'Accepted for compatibility: nothing is cached', { hidden: true }),
  bool('match-server-version', '', 'Accepted for compatibility', { hidden: true }),
  bool('warnings-as-errors', '', 'Fail when the server warns'),
  int('v', 'v', 'Level of detail; 6 and more shows requests', { standard: '0' }),
  text('vmodule', '', 'Accepted for compatibility', { hidden: true }),
  bool('logtostderr', '', 'Accepted for compatibility', { hidden: true }),
  bool('alsologtostderr', '', 'Accepted for compatibility', { hidden: true }),
  text('loglevel', '', 'Accepted for compatibility', { hidden: true }),
]

export const fileFlags: readonly Flag[] = [
  list('filename', 'f', 'File or folder with manifests; - reads stdin'),
  text('kustomize', 'k', 'Folder with a kustomization (not built in)'),
  bool('recursive', 'R', 'Read the folders inside the folder of -f too'),
]

export const outputFlags: readonly Flag[] = [
  text('output', 'o', 'Form of the output: json, yaml, name, jsonpath=…, go-template=…'),
  text('template', '', 'Template for -o go-template or jsonpath'),
  bool('allow-missing-template-keys', '', 'A template may name fields that are not there', { standard: 'true' }),
]

export const dryRunFlag: Flag = text('dry-run', '', 'none, client (only print) or server (try, keep nothing)', { standard: 'none', alone: 'unchanged' })
export const selectorFlag: Flag = text('selector', 'l', 'Only objects with these labels, such as app=web,tier!=db')
export const fieldSelectorFlag: Flag = text('field-selector', '', 'Only objects with these fields, such as metadata.name=web')
export const allNamespacesFlag: Flag = bool('all-namespaces', 'A', 'In all namespaces')
export const recordFlag: Flag = bool('record', '', 'Write the command into the annotation kubernetes.io/change-cause')
export const validateFlag: Flag = bool('validate', '', 'Check manifests before they are sent', { standard: 'true' })
export const saveConfigFlag: Flag = bool('save-config', '', 'Keep the manifest in the annotation that apply reads')
export const ignoreNotFoundFlag: Flag = bool('ignore-not-found', '', 'An object that does not exist is no mistake')
export const localFlag: Flag = bool('local', '', 'Work on the files of -f only; ask no server')
export const overwriteFlag: Flag = bool('overwrite', '', 'Replace values that are there already')
export const allFlag: Flag = bool('all', '', 'All objects of the types in the namespace')

export function fieldManagerFlag(standard: string): Flag {
  return text('field-manager', '', 'Name under which the server notes who owns which field', { standard })
}

/** Flags of commands that delete. */
export const deletionFlags: readonly Flag[] = [
  int('grace-period', '', 'Seconds to end in peace; -1 for the object\'s own', { standard: '-1' }),
  bool('force', '', 'Do not wait for the object to end in peace'),
  text('cascade', '', 'background, foreground or orphan', { standard: 'background', alone: 'background' }),
  duration('timeout', '', 'How long to wait for the end; 0 for as long as it takes', { standard: '0s' }),
]
