import { answerComparison } from '@/app/api/compare/answer-comparison'

export const dynamic = 'force-dynamic'

export const GET = (request: Request): Promise<Response> => answerComparison(request, null)
