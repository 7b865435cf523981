import { statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'

const mebibyte = 1024 * 1024

export type Durability = 'durable' | 'fast'

/**
 * Settings of the embedded server, for two cores and queries that group a few million narrow rows.
 * `fast` gives up crash safety, for tests that throw the cluster away.
 */
export async function chooseSettings(durability: Durability): Promise<string[]> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    cluster_name: 'skilltide',
    max_connections: '100',
    // Compiling a query costs more than it saves at this size of data.
    jit: 'off',
    work_mem: '64MB',
    maintenance_work_mem: '256MB',
    effective_cache_size: '2GB',
    random_page_cost: '1.1',
    max_parallel_workers_per_gather: '1',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    log_line_prefix: '%m ',
    log_checkpoints: 'off',
    dynamic_shared_memory_type: await chooseSharedMemory(),
    ...(durability === 'durable' ? durableSettings() : fastSettings),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function durableSettings() {
  return { shared_buffers: totalmem() < 3 * 1024 * mebibyte ? '128MB' : '512MB', synchronous_commit: 'on' }
}

const fastSettings = {
  shared_buffers: '128MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
}

/**
 * Parallel queries share memory through /dev/shm. Containers often make it 64 MB or leave it out; then such a query
 * would fail half-way, so files in the data directory are used instead.
 */
async function chooseSharedMemory(): Promise<'posix' | 'mmap'> {
  if (process.platform !== 'linux') return 'posix'
  try {
    const { bavail, bsize } = await statfs('/dev/shm')
    return bavail * bsize < 256 * mebibyte ? 'mmap' : 'posix'
  } catch {
    // There is no /dev/shm.
    return 'mmap'
  }
}
