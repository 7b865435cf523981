import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second (USER_HZ) whatever the kernel's own clock. */
const ticksPerSecond = 100

interface ProcessTimes {
  parent: number
  /** Of the process itself, in ticks. */
  own: number
  /** Of its children that have ended. */
  ended: number
}

/** Fields of /proc/[pid]/stat behind the name in brackets, which may hold blanks (proc_pid_stat(5)); null when it is gone. */
function readTimes(pid: string): ProcessTimes | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, parent, , , , , , , , , , user, system, endedUser, endedSystem] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    if (parent === undefined) return null
    return { parent, own: (user ?? 0) + (system ?? 0), ended: (endedUser ?? 0) + (endedSystem ?? 0) }
  } catch {
    return null
  }
}

/** Milliseconds of processor time that a Postgres server took so far, all its processes together; null where /proc is not. */
export function readServerTime(pid: number): number | null {
  const server = readTimes(String(pid))
  if (server === null) return null
  let ticks = server.own + server.ended
  for (const name of readdirSync('/proc')) {
    const child = /^\d+$/.test(name) ? readTimes(name) : null
    if (child?.parent === pid) ticks += child.own + child.ended
  }
  return (ticks * 1000) / ticksPerSecond
}
