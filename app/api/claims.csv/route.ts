import { answerClaims } from '@/app/api/claims/answer-claims'

export const dynamic = 'force-dynamic'

export const GET = (request: Request): Promise<Response> => answerClaims(request, 'csv')
