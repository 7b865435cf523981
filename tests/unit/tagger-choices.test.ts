import { describe, expect, test } from 'vitest'
import { tagWithChoices } from '@/lib/tagger/tag'

const choicesOf = (text: string, title: string | null = null) =>
  tagWithChoices({ text, title }).anyOf.map(({ level, skills }) => `${level}: ${skills.join(' ')}`)

describe('alternatives of a posting', () => {
  const cases: [text: string, choices: string[]][] = [
    ['You know AWS, GCP or Azure.', ['required: aws azure gcp']],
    ['You know AWS, Azure, or GCP.', ['required: aws azure gcp']],
    ['You know Go or Rust or Java.', ['required: go java rust']],
    ['Experience with one of Python, Ruby, Go.', ['required: go python ruby']],
    ['You know Go or Rust and Postgres or MySQL.', ['required: go rust', 'required: mysql postgresql']],
    ['You know Python and Go or Rust.', ['required: go rust']],
    ['You know Python or Ruby, Postgres, Redis.', ['required: python ruby']],
    ['You know Ruby on Rails or Django.', ['required: django rails']],
    ['Nice to have: Kafka or RabbitMQ.', ['preferred: kafka rabbitmq']],
    ['You know Golang or Go.', []],
    ['You know AWS, GCP and Azure.', []],
    ['You know Kafka, RabbitMQ or similar.', []],
    ['You know Kafka. Or talk to us about Redis.', []],
  ]
  test.each(cases)('%s', (text, choices) => {
    expect(choicesOf(text)).toEqual(choices)
  })

  test('of the title stand first, and a refused name is none', () => {
    expect(choicesOf('You know AWS or GCP.', 'Go or Rust Developer')).toEqual([
      expect.stringContaining('go rust'),
      'required: aws gcp',
    ])
    expect(choicesOf('You go or rust.')).toEqual([])
  })
})
