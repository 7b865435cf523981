import { describe, expect, it } from 'vitest'
import { hostArgument } from '@/scrapers/cli/hosts'

describe('the host of `hosts close`', () => {
  it.each([
    ['jobs.example.com', 'jobs.example.com'],
    ['Jobs.Example.com', 'jobs.example.com'],
    ['https://jobs.example.com/careers?page=2', 'jobs.example.com'],
    ['jobs.example.com:443', 'jobs.example.com'],
    ['127.0.0.1:4010', '127.0.0.1:4010'],
  ])('%s is %s, as requests know it', (given, host) => {
    expect(hostArgument(given)).toBe(host)
  })

  it('is refused when it is none', () => {
    expect(() => hostArgument('not a host')).toThrow('Expected a host name')
  })
})
