import { cache } from 'react'

/**
 * Makes an answer once a request, for the metadata of a page and the page itself: they are made beside each other and ask
 * the same, which a memory that is filled at the end of an answer would work out twice.
 * @returns a function of all that is asked, as a key, and of how it is answered
 */
export function createOnce<Answer>(): (key: string, make: () => Promise<Answer>) => Promise<Answer> {
  const answersOfRequest = cache(() => new Map<string, Promise<Answer>>())
  return (key, make) => {
    const answers = answersOfRequest()
    const answer = answers.get(key) ?? make()
    answers.set(key, answer)
    return answer
  }
}
