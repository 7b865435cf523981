import { describe, expect, it } from 'vitest'
import { clientSkills, serverSkills } from '@/lib/normalise/role-signs'
import { skillById } from '@/lib/tagger/taxonomy'

describe('skills that bear on the role', () => {
  it('are skills of the taxonomy, so that none is waited for in vain', () => {
    const unknown = [...serverSkills.keys(), ...clientSkills].filter((id) => skillById(id) === undefined)
    expect(unknown).toEqual([])
  })
})
