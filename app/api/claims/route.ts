import { answerClaims } from '@/app/api/claims/answer-claims'

export const dynamic = 'force-dynamic'

/** `/api/claims`: the claims of the article, `claim` one of them, or a claim of one's own by its parameters. */
export const GET = (request: Request): Promise<Response> => answerClaims(request, null)
