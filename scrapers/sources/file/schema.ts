import { z } from 'zod'

/** What a row of a file can say of a posting. */
export const fileFields = ['id', 'title', 'company', 'text', 'location', 'url', 'date', 'remote', 'salary'] as const
export const FileField = z.enum(fileFields)
export type FileField = z.infer<typeof FileField>

export const ColumnMap = z.partialRecord(FileField, z.string().min(1))
export type ColumnMap = z.infer<typeof ColumnMap>

export const FileConfig = z.object({
  path: z.string().min(1),
  /** Label that the rows are filed under: the same label and row id is the same posting. */
  label: z.string().min(1).max(100),
  /** Columns given by hand; the others are found by name. */
  columns: ColumnMap,
})
export type FileConfig = z.infer<typeof FileConfig>

/** A file is read from its start each time; nothing needs remembering. */
export const FileCursor = z.null()

export const ChunkContext = z.object({ label: z.string(), columns: ColumnMap })

/** One line of a stored chunk: a row as the file has it, or what made it unreadable. */
export const ChunkLine = z.union([
  z.object({ line: z.int(), row: z.record(z.string(), z.unknown()) }),
  z.object({ line: z.int(), problem: z.string() }),
])
export type ChunkLine = z.infer<typeof ChunkLine>
