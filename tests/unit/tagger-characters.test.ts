import { describe, expect, test } from 'vitest'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { tag } from '@/lib/tagger/tag'

/** Names whose spelling holds signs, digits or one letter, each with what it names; A/B and TCP/IP name no skill. */
const names: [name: string, skill: string | null][] = [
  ['C++', 'cpp'],
  ['C#', 'csharp'],
  ['F#', 'fsharp'],
  ['.NET', 'dotnet'],
  ['ASP.NET', 'dotnet'],
  ['Node.js', 'nodejs'],
  ['CI/CD', 'ci-cd'],
  ['K8s', 'kubernetes'],
  ['PL/SQL', 'oracle-db'],
  ['Objective-C', 'objective-c'],
  ['Go', 'go'],
  ['R', 'r'],
  ['A/B', null],
  ['TCP/IP', null],
]

const spaces = ['\u00a0', '\u2009', '\u202f', '\u3000', '&nbsp;', '&#160;', '&#xA0;', '&thinsp;', '&amp;nbsp;']
const invisible = ['\u200b', '\u200c', '\u200d', '\u200e', '\u00ad', '\u2060', '\ufeff', '&shy;', '&zwnj;', '&#8203;']
const marks: [open: string, close: string][] = [
  ['“', '”'],
  ['‘', '’'],
  ["'", "'"],
  ['«', '»'],
  ['„', '“'],
  ['「', '」'],
  ['（', '）'],
  ['&ldquo;', '&rdquo;'],
  ['&quot;', '&quot;'],
  ['<b>', '</b>'],
  ['**', '**'],
]
const bullets = [
  '•',
  '·',
  '▪',
  '●',
  '‣',
  '–',
  '—',
  '➤',
  '✓',
  '✔',
  '→',
  '►',
  '◆',
  '■',
  '∙',
  '○',
  '◦',
  '*',
  '&bull;',
  '&middot;',
]
const wide = (text: string) => text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))

const skillsOf = (text: string) =>
  tag({ text, title: null })
    .map(({ skill }) => skill)
    .toSorted()
/** Of the text as it is given, and of what is stored of it as HTML. */
const bothReadings = (text: string) => [skillsOf(text), skillsOf(htmlToText(text))]

describe.each(names)('“%s” is read as it is', (name, skill) => {
  const skills = [...(skill === null ? [] : [skill]), 'postgresql'].toSorted().join()
  /** The texts of which one reading finds anything else. */
  const misread = (texts: string[]) =>
    texts.filter((text) => bothReadings(text).some((found) => found.join() !== skills))

  test('between spaces of every kind', () => {
    expect(misread(spaces.map((space) => `We write${space}${name}${space}with Postgres.`))).toEqual([])
  })
  test('with characters in it that nobody sees', () => {
    const places = Array.from(name.slice(1), (_, index) => index + 1)
    const broken = invisible.flatMap((sign) => places.map((at) => name.slice(0, at) + sign + name.slice(at)))
    expect(misread(broken.map((spelling) => `We write ${spelling} with Postgres.`))).toEqual([])
  })
  test('in full width', () => {
    expect(misread([`We write ${wide(name)} with Postgres.`])).toEqual([])
  })
  test('with hyphens of other kinds', () => {
    const hyphens = ['\u2010', '\u2011', '\u2012', '\u2013']
    expect(misread(hyphens.map((hyphen) => `We write ${name.replace('-', hyphen)} with Postgres.`))).toEqual([])
  })
  test('between quotation marks, brackets and tags', () => {
    expect(misread(marks.map(([open, close]) => `We write ${open}${name}${close} with Postgres.`))).toEqual([])
  })
  test('behind bullets of every kind', () => {
    expect(misread(bullets.map((sign) => `We write:\n${sign} ${name}<br>\n${sign} Postgres`))).toEqual([])
  })
  test('beside separators of other scripts', () => {
    const signs = ['，', '、', '；', '／', '｜', '·', '•', '‧', '→', '—']
    expect(misread(signs.map((sign) => `We write ${name}${sign}Postgres.`))).toEqual([])
  })
})

test.each([
  ['C\u00a0#', 'csharp'],
  ['C\u00a0++', 'cpp'],
  ['F\u202f#', 'fsharp'],
  ['Node\u00a0.js', 'nodejs'],
  ['ASP\u00a0.NET', 'dotnet'],
  ['CI\u00a0/\u00a0CD', 'ci-cd'],
  ['PL\u2009/\u2009SQL', 'oracle-db'],
])('a space inside “%s” parts nothing', (name, skill) => {
  expect(bothReadings(`We write ${name} here.`)).toEqual([[skill], [skill]])
})

test('two hashtags are no C#', () => expect(skillsOf('#Postgres #C #remote')).toEqual(['postgresql']))

test('spans count in the text given, whatever was evened out before them', () => {
  const text = '&bull;&nbsp;Postgres&#8203; &amp; K\u200d8s\u2028Go&nbsp;developer'
  const spans = tag({ text, title: null }).flatMap((found) => found.spans)
  expect(spans.map((span) => text.slice(span.start, span.end))).toEqual(['Postgres', 'K\u200d8s', 'Go'])
  expect(spans.map((span) => span.text)).toEqual(['Postgres', 'K\u200d8s', 'Go'])
})

test('entities that name no character, or half of one, stay as they are', () => {
  const text = '&#0; &#55296; &#xD800; &bogus; &#99999; Postgres'
  expect(tag({ text, title: null })[0]?.spans[0]).toMatchObject({ start: text.indexOf('Postgres'), text: 'Postgres' })
})
