import { randomUUID } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { execMark, killExec } from '../local/session-processes.ts'
import { killAll, listProcesses } from '../processes.ts'
import type { Group } from './group.ts'

/**
 * Stands in for a control group where there is none to be had: the processes of a sandbox are those of its process
 * namespace, and what one program started is found by a mark in its environment. It limits nothing; that is left to the
 * limits of processes.
 */
export function openNamespaceGroup(id: string): Group {
  let namespace: string | undefined
  const members = async () => (namespace ? (await listProcesses()).map(({ pid }) => pid).filter((pid) => namespaceOf(pid) === namespace) : [])
  return {
    name: id,
    folders: [],
    create: async () => undefined,
    verify: async () => undefined,
    async verifyMember(pid) {
      const found = namespaceOf(pid)
      if (!found || found === namespaceOf(process.pid)) throw new Error(`Process ${pid} has no process namespace of its own`)
      namespace = found
    },
    processes: members,
    outOfMemoryKills: () => 0,
    async openSubgroup(name) {
      const mark = `${name}-${randomUUID()}`
      return { folder: undefined, name, controller: undefined, env: { [execMark]: mark }, kill: () => killExec(mark), close: async () => undefined }
    },
    kill: () => killAll(members),
    remove: async () => undefined,
  }
}

function namespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`)
  } catch {
    // It has ended, or is not ours.
    return undefined
  }
}
