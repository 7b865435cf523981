import { answerTable } from '@/app/api/operator-tables'

export const dynamic = 'force-dynamic'

export const GET = (request: Request): Promise<Response> => answerTable('versions', null, request)
