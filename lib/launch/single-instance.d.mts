export function claimDataFolder(
  dataDir: string,
  describe: () => { pid: number; url: string },
): Promise<{ claimed: true } | { claimed: false; other: { pid: number; url: string } }>
