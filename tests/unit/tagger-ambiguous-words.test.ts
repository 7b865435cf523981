import { describe, expect, test } from 'vitest'
import { tag } from '@/lib/tagger/tag'

/** A name, what it names, and a sentence in which it is a plain word, a person, a place or a company. */
const words: [name: string, skill: string, otherwise: string][] = [
  ['Go', 'go', 'You need to Go the extra mile. Let it go. Go home early on Fridays.'],
  ['Rust', 'rust', 'We sell paint that keeps rust away from ships.'],
  ['Swift', 'swift', 'A swift reply is what our customers value.'],
  ['R', 'r', 'You will run our R&D team in Lyon.'],
  ['C', 'c', 'You will report to the C suite after our series C.'],
  ['Chef', 'chef', 'A chef cooks lunch for us each day.'],
  ['Helm', 'helm', 'You will take the helm of our sales team.'],
  ['Salt', 'salt', 'We desalinate: we take salt out of water.'],
  ['Puppet', 'puppet', 'We stream puppet shows to children.'],
  ['Flux', 'flux', 'Our plans are in flux and you like that.'],
  ['Vault', 'vault', 'We keep gold in a vault under Zurich.'],
  ['Consul', 'consul', 'The consul of France is a customer.'],
  ['Nomad', 'nomad', 'You may be a digital nomad for half the year.'],
  ['Packer', 'packer', 'Our packer robots fill boxes with fruit.'],
  ['Lambda', 'aws-lambda', 'Graduates of Lambda School are welcome.'],
  ['Spark', 'spark', 'Toys that spark joy, funded by Spark Capital.'],
  ['Spring', 'spring', 'We start in spring, or at the latest in summer.'],
  ['Drone', 'drone-ci', 'We fly a drone over fields of rice.'],
  ['Ray', 'ray', 'Write to Ray Fitzgerald, who runs our office.'],
  ['Triton', 'triton', 'Neptune and its moon Triton are on our logo.'],
  ['Temporal', 'temporal', 'Models of temporal data about rain.'],
  ['Express', 'express', 'You can express yourself clearly.'],
  ['Flask', 'flask', 'Each of us gets a flask with our logo.'],
  ['Celery', 'celery', 'We deliver carrots and celery to your door.'],
  ['Concourse', 'concourse', 'Our office lies above the concourse of the station.'],
  ['Harness', 'harness', 'We harness the power of tides.'],
  ['Tempo', 'tempo', 'The tempo of our work is calm.'],
  ['Loki', 'loki', 'Our dog Loki greets you at the door.'],
  ['Elastic', 'elasticsearch', 'Elastic bands for sports.'],
  ['Bedrock', 'bedrock', 'Trust is the bedrock of our work.'],
  ['Swarm', 'docker-swarm', 'A swarm of bees makes our honey.'],
  ['Compose', 'docker-compose', 'You compose music for our films.'],
  ['Buddy', 'buddy-ci', 'A buddy helps you in your first weeks.'],
  ['Bamboo', 'bamboo', 'We make bicycles out of bamboo.'],
  ['Elixir', 'elixir', 'We brew an elixir of herbs.'],
  ['Scheme', 'scheme', 'A pension scheme and a bicycle.'],
  ['Storm', 'storm', 'We forecast each storm a day ahead.'],
  ['Beam', 'beam', 'Engineers who know what load a beam can carry.'],
  ['Sentry', 'sentry', 'A sentry stands at the gate.'],
  ['Kong', 'kong', 'Our office in Hong Kong is growing.'],
  ['Meteor', 'meteor', 'We film each meteor that falls.'],
  ['Backbone', 'backbone', 'You are the backbone of our team.'],
  ['Hive', 'hive', 'We sell a smart hive to beekeepers.'],
  ['Pig', 'pig', 'We weigh every pig with a camera.'],
  ['Render', 'render', 'You render interiors for architects.'],
  ['Relay', 'relay', 'Runners of our relay train on Mondays.'],
  ['Gin', 'gin', 'We distil gin in Cork.'],
  ['Snowflake', 'snowflake', 'No two people are alike, like no two snowflakes.'],
  ['Cassandra', 'cassandra', 'Write to Cassandra Miller for a talk.'],
  ['Oracle', 'oracle-db', 'Our founders come from Oracle and SAP.'],
]

const title = 'Backend Engineer'
/** Skills found in words that are the name and nothing else. */
const named = (text: string, name: string): string[] =>
  tag({ text, title })
    .filter(({ spans }) => spans.some((span) => span.text.toLowerCase() === name.toLowerCase()))
    .map(({ skill }) => skill)

// Each of the texts is the whole of a posting: nothing else in it speaks for a technology.
const asks = [
  (name: string) => `You need ${name}.`,
  (name: string) => `We need someone who uses ${name}.`,
  (name: string) => `We use ${name}.`,
  (name: string) => `You have used ${name} in production.`,
  (name: string) => `Experience with ${name} is required.`,
  (name: string) => `${name} experience required.`,
  (name: string) => `Our platform is built on ${name}.`,
  (name: string) => `We run ${name}.`,
]

describe.each(words)('“%s”', (name, skill, otherwise) => {
  test.each(asks.map((ask) => ask(name)))('is a technology in “%s”', (text) => {
    expect(named(text, name)).toContain(skill)
  })
  test(`is none in “${otherwise}”`, () => {
    expect(named(otherwise, name)).toEqual([])
  })
})

test.each([
  ['You know Go.', 'Go', 'go'],
  ['You will write Go.', 'Go', 'go'],
  ['We moved to Rust.', 'Rust', 'rust'],
  ['We migrated our services to Nomad.', 'Nomad', 'nomad'],
  ['Must have R.', 'R', 'r'],
  ['C is a must.', 'C', 'c'],
  ['Salt would be a big plus.', 'Salt', 'salt'],
  ['Bonus: Packer', 'Packer', 'packer'],
  ['We chose Temporal.', 'Temporal', 'temporal'],
  ['Developers (rails / go / elixir)', 'go', 'go'],
])('“%s” asks for it, too', (text, name, skill) => {
  expect(named(text, name)).toEqual([skill])
})

test.each([
  ['You need to go.', 'go'],
  ['We need Go to market leaders.', 'Go'],
  ['We like Ray.', 'Ray'],
  ['You will love Julia, who leads us.', 'Julia'],
  ['Spring starts in March.', 'Spring'],
  ['Salt is what we sell.', 'Salt'],
  ['Salt is to be sold.', 'Salt'],
  ['We moved to Phoenix.', 'Phoenix'],
  ['We need Compose.', 'compose yourself'],
])('“%s” does not', (text, name) => {
  expect(named(text, name)).toEqual([])
})
