/** Exit codes of every command; `--help` prints them. */
export const exitCodes = { ok: 0, failed: 1, badUsage: 2 } as const

export const exitCodeHelp = `
Exit codes:
  0  done
  1  something failed; the reason is on stderr
  2  the command was not understood`
