/** A free port below those that systems give to whoever asks for any, so that nobody is given it before it is used. */
export function findFreePort(): Promise<number>
