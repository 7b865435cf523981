import { describe, expect, test } from 'vitest'
import { tidyText } from '@/lib/normalise/clean-text'
import { duplicateKeyOf } from '@/lib/normalise/duplicate-key'
import { htmlToText } from '@/lib/normalise/html-to-text'
import { detectLanguage } from '@/lib/normalise/language'

describe('HTML becomes plain text', () => {
  const cases: [string, string, string][] = [
    ['paragraphs become lines', 'Acme<p>We build.<p>Apply', 'Acme\nWe build.\nApply'],
    ['entities are decoded once', 'R&amp;D &amp;lt;b&amp;gt; &#x2F; &#38;', 'R&D &lt;b&gt; / &'],
    ['escaped tags stay text', 'use &lt;p&gt; here', 'use <p> here'],
    ['list items get a dash', '<ul><li>Go</li><li>Postgres</li></ul>', '- Go\n- Postgres'],
    ['a paragraph in a list item keeps one dash', '<ul><li><p>Go</p><p>more</p></li></ul>', '- Go\nmore'],
    ['a typed list marker is not doubled', '<ul><li>* Go</li></ul>', '* Go'],
    ['non-breaking spaces are spaces', 'Go&nbsp;developer\u00a0wanted', 'Go developer wanted'],
    ['scripts and styles are left out', '<style>a{}</style>Hi<script>x<1</script> you', 'Hi you'],
    ['line breaks count', 'one<br>two<br/>three', 'one\ntwo\nthree'],
    ['typed line breaks of lists are kept', 'We use:\n- Go\n- Rust', 'We use:\n- Go\n- Rust'],
    ['wrapped lines are joined', 'send an email\nto us today', 'send an email to us today'],
    ['indented HTML is one line', '<p>\n   Build\n   and Ship\n</p>', 'Build and Ship'],
    [
      'a link that HN cut shows its address',
      '<a href="https://acme.example/jobs/backend-engineer">https://acme.example/jobs/back...</a>',
      'https://acme.example/jobs/backend-engineer',
    ],
    ['other links keep their words', 'see <a href="https://acme.example">our site</a>', 'see our site'],
    ['preformatted lines stay lines', '<pre><code>  Roles\n  - Dev\n</code></pre>', 'Roles\n- Dev'],
    ['null bytes and lone surrogates go', 'a\u0000b \ud800c', 'ab \ufffdc'],
    ['zero-width characters go', 'Kuber\u200bnetes\ufeff', 'Kubernetes'],
    ['letters are composed', 'Zu\u0308rich', 'Zürich'],
    ['table cells stay apart', '<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
    ['broken HTML is read', '<p>a<div>b</p></a>c', 'a\nb\nc'],
  ]
  test.each(cases)('%s', (_name, html, text) => expect(htmlToText(html)).toBe(text))

  test('plain text is tidied the same way', () => expect(tidyText(' a\u00a0 b\r\n\r\n c\u0000 ')).toBe('a b\nc'))
})

describe('the duplicate key', () => {
  test('ignores white space, case and punctuation', () =>
    expect(duplicateKeyOf('Acme is HIRING, today!')).toBe(duplicateKeyOf(' acme\nis hiring  today')))
  test('ignores full-width forms', () => expect(duplicateKeyOf('Ｇｏ ﬁts')).toBe(duplicateKeyOf('go fits')))
  test('tells other words apart', () => expect(duplicateKeyOf('Acme Berlin')).not.toBe(duplicateKeyOf('Acme Bern')))
  test('is 128 bits in hex', () => expect(duplicateKeyOf('ﷺ'.repeat(500))).toMatch(/^[0-9a-f]{32}$/))
})

describe('the language', () => {
  const cases: [string, string, string | null][] = [
    ['English', 'We are looking for a backend engineer to join our team and build the services of our platform.', 'en'],
    [
      'German',
      'Wir suchen eine erfahrene Entwicklerin für unser Team in München, die gerne Verantwortung übernimmt und mit uns wächst.',
      'de',
    ],
    [
      'French',
      'Nous recherchons un développeur expérimenté pour rejoindre notre équipe et construire une plateforme fiable pour nos clients.',
      'fr',
    ],
    [
      'Swedish',
      'Vi söker en erfaren utvecklare som vill vara med och bygga nya tjänster tillsammans med oss på vårt kontor i stan.',
      'sv',
    ],
    [
      'Spanish',
      'Buscamos una persona con experiencia para nuestro equipo de desarrollo que quiera crecer con nosotros en la empresa.',
      'es',
    ],
    ['too short to tell', 'Acme | Berlin', null],
    ['names only', 'Kubernetes Docker Terraform AWS GCP Azure Kafka Redis PostgreSQL', null],
  ]
  test.each(cases)('%s', (_name, text, language) => expect(detectLanguage(text)).toBe(language))
})
