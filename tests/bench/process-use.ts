import { readFileSync } from 'node:fs'
import { readServerTime } from '@/tests/bench/server-time'

/** What a process and its children took so far. */
export interface ProcessUse {
  processorMs: number
  /** Most memory that the process held at once, in MiB. */
  peakMiB: number
}

const none: ProcessUse = { processorMs: 0, peakMiB: 0 }

/** Peak of the resident memory (`VmHWM` of proc_pid_status(5)); null where /proc is not, or the process is gone. */
function readPeakMiB(pid: number): number | null {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kibibytes === undefined ? null : Number(kibibytes) / 1024
  } catch {
    return null
  }
}

/** Looks at processes now and then, so that what one took is known after it has ended, up to the last look. */
export class UseWatch {
  private readonly uses = new Map<number, ProcessUse>()
  private readonly timer: NodeJS.Timeout

  constructor(private readonly pids: readonly number[]) {
    this.timer = setInterval(() => this.look(), 100)
    this.look()
  }

  private look(): void {
    for (const pid of this.pids) {
      const processorMs = readServerTime(pid)
      if (processorMs === null) continue
      const before = this.uses.get(pid) ?? none
      this.uses.set(pid, { processorMs, peakMiB: Math.max(before.peakMiB, readPeakMiB(pid) ?? 0) })
    }
  }

  /** As of now. */
  read(pid: number): ProcessUse {
    this.look()
    return this.uses.get(pid) ?? none
  }

  stop(): void {
    clearInterval(this.timer)
  }
}
