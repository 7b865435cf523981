// @ts-check
// Loaded with --import into the web server and the worker: when the launcher is gone, however it went, so are they.

if (process.channel) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(1), 5000).unref()
  })
  // Listening must not keep a program alive that has otherwise finished.
  process.channel.unref()
}
