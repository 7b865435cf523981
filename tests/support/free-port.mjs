// @ts-check
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Whether nobody listens at a port of this machine.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })

/**
 * A free port below those that systems give to whoever asks for any, so that nobody is given it before it is used.
 * @returns {Promise<number>}
 */
export async function findFreePort() {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}
