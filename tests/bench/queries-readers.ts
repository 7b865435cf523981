// Two readers of the built server who ask one thing after another, in a process of their own: what the bench itself has to
// do for a new version (chunks to make, to name and to send) must not stand in the times of their answers.
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'

const urls = process.argv.slice(2)
const times: number[] = []
let isOver = false

async function read(first: number): Promise<void> {
  for (let next = first; !isOver; next += 1) {
    const start = performance.now()
    const answer = await fetch(urls[next % urls.length] ?? '')
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`)
    await answer.arrayBuffer()
    times.push(performance.now() - start)
  }
}

const readers = Promise.all([read(0), read(Math.floor(urls.length / 2))])
await once(process, 'message')
isOver = true
await readers
process.send?.(times, () => process.disconnect())
