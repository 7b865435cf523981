import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'
import { getPool } from './pool'

declare global {
  var skilltidePrisma: PrismaClient | undefined
}

/** The Prisma client of this process, on the connections of `getPool()`. For small sets; heavy reads are SQL. */
export function getPrisma(): PrismaClient {
  globalThis.skilltidePrisma ??= new PrismaClient({ adapter: new PrismaPg(getPool()) })
  return globalThis.skilltidePrisma
}
