// @ts-check
// Entry of a processing thread. Node 20 does not hand tsx on to worker threads, so the thread registers it itself.
import { register } from 'tsx/esm/api'

register()
await import('./process-thread.ts')
