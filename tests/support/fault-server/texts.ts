import { pick, pickSome } from './random'

// Words for generated advertisements: of the length and form of those that employers publish, with skills in sentences.

const firstWords = (
  'Amber Arctic Aspen Atlas Basalt Beacon Birch Bright Canyon Cedar Cobalt Copper Coral Crimson Delta Drift Ember Falcon ' +
  'Fern Flint Glacier Granite Harbor Hazel Indigo Iris Juniper Lantern Larch Linden Lunar Maple Meadow Nimbus North Ocean ' +
  'Onyx Opal Orchid Pebble Pine Polar Quartz Raven Ridge River Saffron Sage Silver Slate Solar Spruce Summit Tidal Timber'
).split(' ')
const secondWords = (
  'Analytics Bank Bikes Care Cargo Cloud Commerce Data Dynamics Energy Fleet Foods Games Grid Health Homes Insurance Labs ' +
  'Learning Legal Logistics Maps Markets Media Mobility Networks Parcel Pay Payroll Robotics Security Software Systems ' +
  'Tickets Travel Ventures Video Works'
).split(' ')

/** Different for every index below some two thousand. */
export function employerName(index: number): string {
  const first = firstWords[index % firstWords.length] ?? 'Amber'
  const second = secondWords[Math.floor(index / firstWords.length) % secondWords.length] ?? 'Labs'
  return `${first} ${second}`
}

const skills = (
  'Go|Python|Java|Kotlin|TypeScript|Node.js|Rust|C++|C#|.NET|Ruby on Rails|PHP|Scala|Elixir|PostgreSQL|MySQL|MongoDB|' +
  'Redis|Elasticsearch|Kafka|RabbitMQ|Kubernetes|Docker|Terraform|Ansible|Helm|AWS|Google Cloud|Azure|Jenkins|' +
  'GitHub Actions|GitLab CI|Prometheus|Grafana|Datadog|OpenTelemetry|GraphQL|gRPC|REST APIs|Spring Boot|Django|FastAPI|' +
  'React|Snowflake|BigQuery|Spark|Airflow|dbt|Cassandra|Linux'
).split('|')

const titles = [
  'Senior Backend Engineer',
  'Backend Engineer (m/f/d)',
  'Software Engineer, Platform',
  'Staff Software Engineer, Payments',
  'Site Reliability Engineer',
  'Full Stack Engineer',
  'Junior Software Engineer',
  'Data Engineer',
  'Engineering Manager, Infrastructure',
  'Account Executive, Enterprise',
  'Product Designer',
  'Customer Support Specialist',
] as const

export const places = [
  'Berlin, Germany',
  'London, United Kingdom',
  'New York, NY, United States',
  'San Francisco, CA, United States',
  'Amsterdam, Netherlands',
  'Paris, France',
  'Toronto, Canada',
  'Remote - Europe',
  'Dublin, Ireland',
  'Lisbon, Portugal',
] as const

const abouts = [
  'Every day, thousands of teams rely on what we build to plan their work, move their goods and pay the people who do both.',
  'We began with a spreadsheet and three customers; today we serve companies in more than thirty countries.',
  'Our engineers own what they ship, from the first sketch to the graphs that tell them how it fares at night.',
  'We are backed by investors who have built companies themselves, and we have been profitable for two years.',
  'Half of us work from our offices and half from home; what counts is what we make, not where we sit.',
  'We believe that careful, boring software is a gift to those who depend on it, and we hire people who think so too.',
  'Our customers tell us that they stay because we answer, because we listen and because things work the first time.',
] as const

const duties = [
  'Design, build and run services in {a} and {b} that answer millions of requests a day.',
  'Own the way of our data from {a} into {b}, with tests that fail before a customer calls.',
  'Move our deployments to {a} and retire the scripts that nobody dares to touch.',
  'Review code with care, and write down decisions so that the next reader knows why.',
  'Work with product managers and designers to find the smallest thing that helps a customer.',
  'Take part in an on-call rotation of one week in eight, with time off after it.',
  'Keep our bills in check: measure what {a} costs us and make the expensive paths cheap.',
  'Mentor colleagues who are earlier in their career, and learn from those who are not.',
  'Improve how we observe the system with {a} and {b}, until an alert means something.',
  'Plan and carry out migrations of schemas and services without an hour of downtime.',
] as const

const wants = [
  '{n}+ years of professional experience with {a}.',
  'Strong knowledge of {a} or {b}; we will teach you the other one.',
  'Experience with {a} in production, and with what happens when it fails.',
  'You have run {a} at scale and know its limits.',
  'Solid understanding of distributed systems, queues and caches such as {a}.',
  'Fluency in SQL, preferably with {a}.',
  'A degree in computer science or a related field, or the same learnt at work.',
  'Clear written English; German is a plus.',
] as const

const pluses = [
  'Familiarity with {a} or {b} is a plus.',
  'Nice to have: {a}, {b}.',
  'You have contributed to open source projects.',
  'Bonus points if you have worked with {a}.',
  'Experience in a company that grew from fifty to five hundred people.',
] as const

const offers = [
  'Thirty days of paid leave, and a company closed between the years.',
  'A yearly budget of 2,000 euros for books, courses and conferences of your choice.',
  'A pension plan to which we add half of what you put aside.',
  'Sixteen weeks of parental leave at full pay for every parent.',
  'The laptop you like best, a chair that does not hurt and a desk that moves.',
  'Health, dental and vision insurance for you and your family from the first day.',
  'Shares in the company for everybody, explained in plain words before you sign.',
  'We welcome people of every origin, age, faith, gender and ability, and judge applications by what they show.',
] as const

export interface Section {
  heading: string
  html: string
}

export interface Advertisement {
  title: string
  place: string
  sections: Section[]
}

const fill = (sentence: string, random: () => number): string => {
  const [a = 'Go', b = 'Linux'] = pickSome(random, skills, 2)
  return sentence
    .replace('{a}', a)
    .replace('{b}', b)
    .replace('{n}', String(2 + Math.floor(random() * 7)))
}

const paragraphs = (sentences: readonly string[]): string => sentences.map((each) => `<p>${each}</p>`).join('')
const list = (sentences: readonly string[]): string =>
  `<ul>${sentences.map((each) => `<li>${each}</li>`).join('')}</ul>`

/** One advertisement of some four thousand characters; the same employer says the same of itself in all of them. */
export function writeAdvertisement(company: string, ofCompany: () => number, random: () => number): Advertisement {
  const about = pickSome(ofCompany, abouts, 7)
  const offered = pickSome(ofCompany, offers, 8)
  const title = pick(random, titles)
  const some = (from: readonly string[], count: number) =>
    pickSome(random, from, count).map((sentence) => fill(sentence, random))
  return {
    title,
    place: pick(random, places),
    sections: [
      {
        heading: `About ${company}`,
        html: paragraphs([
          about.slice(0, 3).join(' '),
          `As a ${title} you will join a team of ${3 + Math.floor(random() * 9)} people. ${about.slice(3).join(' ')}`,
        ]),
      },
      { heading: 'What you will do', html: list([...some(duties, 10), ...some(duties, 6)]) },
      { heading: 'What you bring', html: list([...some(wants, 8), ...some(wants, 6)]) },
      { heading: 'Nice to have', html: list(some(pluses, 5)) },
      { heading: 'What we offer', html: list(offered) },
    ],
  }
}

const usualLength = 4_000
const headings = ['About us', 'What you will do', 'What you bring', 'Nice to have', 'What we offer'] as const

/** An advertisement of some four thousand characters from recorded ones, one after another in five sections. */
export function joinTexts(texts: readonly string[], random: () => number): Section[] {
  const parts: string[] = []
  for (let length = 0; length < usualLength;) {
    const text = texts[Math.floor(random() * texts.length)] ?? ''
    parts.push(...text.split('<p>').map((part) => `<p>${part}</p>`))
    length += Math.max(1, text.length)
  }
  const each = Math.ceil(parts.length / headings.length)
  return headings.map((heading, index) => ({ heading, html: parts.slice(index * each, (index + 1) * each).join('') }))
}
