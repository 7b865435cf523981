import { describe, expect, test } from 'vitest'
import type { BackendRole } from '@/lib/domain/posting'
import { classifyRole, type RoleDecision } from '@/lib/normalise/role'
import { findAdvertisedRoles } from '@/lib/normalise/role-body'
import { tag } from '@/lib/tagger/tag'
import { splitTitles } from '@/lib/normalise/role-split'

function read(title: string | null, text: string, named: string[] = []): RoleDecision {
  const skills = [...new Set([...named, ...tag({ title, text }).map(({ skill }) => skill)])]
  return classifyRole({ title, isTitleGiven: false, text, skills, advertised: findAdvertisedRoles(text) })
}

describe('a title is cut into single titles', () => {
  const cases: [string, string[]][] = [
    ['iOS Engineer, Software Engineer (Web, API) and SRE', ['iOS Engineer', 'Software Engineer (Web, API)', 'SRE']],
    ['CTO, Developers', ['CTO', 'Developers']],
    ['Cloud Architect/Developer', ['Cloud Architect / Developer']],
    ['React/.NET Developer', ['React/.NET Developer']],
    ['Software Engineer, Frontend', ['Software Engineer / Frontend']],
    ['VP, Engineering', ['VP / Engineering']],
    ['UX Designer * Web and Data Developers', ['UX Designer', 'Web engineer', 'Data Developers']],
  ]
  test.each(cases)('%s', (title, titles) => expect(splitTitles(title)).toEqual(titles))
})

describe('what a title names beside the back end', () => {
  const cases: [string, string, string[], BackendRole][] = [
    ['React/.NET Developer', 'Join us.', [], 'broad'],
    ['Software Engineer - Django, React', 'Join us.', ['django'], 'broad'],
    ['Engineers across the stack', 'Join us.', [], 'broad'],
    ['Software Engineer, Growth', 'Our stack: Django and Postgres.', ['django', 'postgresql'], 'broad'],
    ['Growth Engineer', 'Our stack: Django and Postgres.', ['django', 'postgresql'], 'no'],
    ['DevOps Engineer', 'You automate the releases of our back end.', ['aws'], 'no'],
    ['Software Engineer', 'A full-stack of freight services.', [], 'no'],
  ]
  test.each(cases)('%s: %s → %s', (title, text, skills, role) => expect(read(title, text, skills).backend).toBe(role))
})

describe('duties are told from the stack of the employer', () => {
  const cases: [string, BackendRole][] = [
    ['Our team is building the backend and the UI in React.', 'broad'],
    ['You build dashboards with Node on the backend and the UI in React.', 'broad'],
    ['Our back end is Django, our front end React.', 'broad'],
  ]
  test.each(cases)('%s → %s', (text, role) => expect(read('Software Engineer', text).backend).toBe(role))

  const trades: [string, string[], BackendRole][] = [
    ['You work on the firmware of our robots, and on their Django site.', ['python', 'django'], 'broad'],
  ]
  test.each(trades)('%s → %s', (text, skills, role) =>
    expect(read('Software Engineer', text, skills).backend).toBe(role),
  )
})

describe('lists of roles', () => {
  const cases: [string | null, string, BackendRole][] = [
    [
      null,
      'Acme | Berlin\nOpen roles:\nDesigner https://a.example/1 Senior Engineer (API) https://a.example/2',
      'strict',
    ],
    [null, 'Acme | Berlin\nWe need:\n- Mobile\n- Backend\n- QA', 'strict'],
    [null, 'Acme | Berlin\nOur stack:\nFrontend: React\nBackend: Django\nWe are hiring engineers.', 'broad'],
    [
      null,
      'Acme | Berlin\nWe hire all types of devs: mobile, frontend, backend, whatever you call yourself.',
      'strict',
    ],
    [null, 'Acme | Berlin\nWe have vacancies for back-end, front-end and data engineers.', 'strict'],
    [null, 'Acme | Berlin\nRuby developers and Rails developers needed.', 'broad'],
    [null, 'Acme - Berlin - Front-end/Back-end\nJoin us.', 'strict'],
    ['Frontend Engineer', 'Acme | Frontend Engineer\nYou join a team of front- and back-end developers.', 'no'],
  ]
  test.each(cases)('%s: %s → %s', (title, text, role) => expect(read(title, text).backend).toBe(role))
})

describe('postings of the third and fourth sample, in other words', () => {
  const cases: [string | null, string, string[], BackendRole][] = [
    [null, 'Acme makes films.\nWe also need help with the back-end. Write to Ada.', [], 'strict'],
    [null, 'Acme\nWe look for a marketer who helps people learn backend development online.', [], 'no'],
    ['Python Developer', 'Acme\nOur goal is to create the best online services.', ['python'], 'broad'],
    ['Mobile developer who loves API design', 'Acme', [], 'no'],
    ['Frontend Engineer (React, TypeScript)', 'Acme', ['react', 'typescript'], 'no'],
    ['Senior Software Engineer && Kernel Engineer', 'Acme\nOur Go code runs servers.', ['go'], 'broad'],
    ['Enterprise Services Engineer', 'Acme', [], 'no'],
    [null, 'Acme is hiring in engineering, design and marketing. Its last hire wrote PHP.', ['php'], 'no'],
    ['Frontend developer', 'Acme\nWe ask for:\n* Expert OOP programmer\nOur backend is PHP.', ['php'], 'no'],
    ['Payments Engineer', 'Acme\nHard work on both frontend and backend.', ['rails'], 'broad'],
    ['JavaScript engineer', 'Acme\nA tool to build and validate requests to our API, in the browser.', [], 'no'],
  ]
  test.each(cases)('%s, %s → %s', (title, text, skills, role) => expect(read(title, text, skills).backend).toBe(role))
})

describe('postings of the eighth sample, in other words', () => {
  const cases: [string | null, string, string[], BackendRole][] = [
    // What a title names.
    ['Elixir/Phoenix developer', 'Acme', [], 'broad'],
    ['Linux Server Engineer', 'Acme', [], 'no'],
    ['Game Server Developer', 'Acme', [], 'strict'],
    ['Distributed Systems QA Engineer', 'Acme', [], 'no'],
    ['iPhone/iPad developer', 'Acme\nThe app speaks to an extensive backend.', [], 'no'],
    ['Senior Software Engineer (our stack is mostly Node.js)', 'Acme', ['nodejs', 'express'], 'broad'],
    ['UI/JavaScript Engineer', 'Acme\nOur pages call a REST API.', ['rest'], 'no'],
    ['to be a ten in C++ and of service to servers', 'Acme', ['cpp'], 'no'],
    ['Senior Manager, Software Engineering', 'Acme\nOur services are in Go.', ['go'], 'no'],
    // Roles that a text names.
    [null, 'Acme | full stack | Remote\nWe do computer vision.', [], 'broad'],
    [null, 'Acme\nFull-time django / python dev, likely onsite.', [], 'broad'],
    [null, 'Acme\nYou need not have to be a Django developer. We are hiring engineers.', ['django'], 'broad'],
    [null, 'Acme\n* Front End (React)\n* Full Stack/Backend (Node, Python)', [], 'strict'],
    [null, 'Acme\n1) Lead Designer\n2) PHP Back-end for analytics', [], 'strict'],
    [
      null,
      'Acme\nSr. Linux Systems Admin/Engineer. We are looking for one who likes engineering.',
      ['nginx', 'php'],
      'no',
    ],
    ['.NET Developer', 'Acme\nWe are looking to grow our API team.', ['dotnet'], 'strict'],
    ['Web developer', 'Acme\nWe look for web developers with a backend focus.', [], 'strict'],
    ['Java engineers', 'Acme\nWe are looking for JavaScript, Rails and Java engineers.', [], 'broad'],
    [null, 'Acme\nWe seek iOS engineers. We are open to good backend, Android and DevOps engineers.', [], 'strict'],
    // Work that is another's, or none.
    [null, 'A back-end developer with a wide range of experience is available for hire.', [], 'no'],
    ['DevOps Engineer', 'Acme\n- Choose your own dev setup\nWe offer an API.', ['rest'], 'no'],
    ['VP, Engineering', 'Acme\n- Developer tools: git, AWS\nBackend: Python.', ['python'], 'no'],
    ['Full Stack Developer', 'Acme\nIf you lean towards back-end work, we need that too.', [], 'broad'],
    ['Frontend Engineer', 'Acme\nWe are primarily backend engineers and need you.', [], 'no'],
    [null, 'Acme\nWe hire:\n- Data Engineer\n- Full-stack Engineer\nYou will build backend services.', [], 'broad'],
    ['Software Engineer', 'Acme\nWe are developing a suite of products and services.', [], 'no'],
    ['DevOps Engineer, Team Lead', 'Acme provides care management and wellness services.', [], 'no'],
    ['Software Engineer', 'Acme\nBy this we mean business, and we mean it.', [], 'no'],
    ['Software Engineer', 'Acme\nWe make games. Our games need an engine. You know Go.', ['go'], 'broad'],
    ['Qt Developer', 'Acme\nDesktop software with OpenGL. You know some backend technologies.', [], 'broad'],
  ]
  test.each(cases)('%s, %s → %s', (title, text, skills, role) => expect(read(title, text, skills).backend).toBe(role))

  test('the header is quoted where it decides', () =>
    expect(read(null, 'Acme | full stack | Remote\nWe do computer vision.').reason).toBe('header says “full stack”'))
})

describe('unlabelled postings read where the rules say no, in other words', () => {
  const cases: [string | null, string, string[], BackendRole][] = [
    // A technology or a field that a header names without a title.
    [null, 'Acme | Berlin | Rails/React | Full-time\nLove coding? Join us.', ['rails', 'react'], 'broad'],
    [null, 'Acme (acme.example/jobs.php) Berlin\nWe sell shoes.', [], 'no'],
    [null, 'Acme | WordPress technical support\nYou answer our customers.', [], 'no'],
    [null, 'acme.example|Remote|Full-Time|Full-Stack\nTaking notes is hard.', [], 'broad'],
    [null, 'Acme | Full Stack ReactJS/C#/SQL | Berlin\nJoin us.', [], 'broad'],
    // Developers of a technology, wherever they stand.
    [null, 'Salt Lake City\nWe are hiring .NET software developers.', ['dotnet'], 'broad'],
    [null, 'Zurich\nA Java Dev for a search engine.', ['java'], 'broad'],
    [null, 'Berlin\nIf you are a C# or F# developer who cares, get in touch.', ['csharp'], 'broad'],
    [null, 'Berlin\nWe need some more PHP(CakePHP) talent.', ['php'], 'broad'],
    [null, 'Berlin\n- 2 Python based engineers\n- 1 marketer', ['python'], 'broad'],
    ['Senior devs', 'Acme\nI run engineering, once a Django dev, and answer your questions.', ['django'], 'broad'],
    [null, 'Acme\nMultiple Positions: Data Engineering, Full Stack', [], 'broad'],
    [null, 'Acme\nWe work with Rails and Redis.\nSend an email at intern@acme.example', ['rails', 'redis'], 'broad'],
    [null, 'Berlin\nOur products help every Java developer who sells shoes.', ['java'], 'no'],
    ['Java/Scala server devs', 'Acme', [], 'strict'],
    [null, 'Acme\nDevelopers are welcome to apply (front-end, back-end, middleware).', [], 'strict'],
    [null, 'Acme\n- CTO\n- Mid/Senior Backend (Node.js, Express\n- DevOps', [], 'strict'],
    [null, 'Acme\n- Android dev\n- Full-stack Angular/Ruby', [], 'broad'],
    [null, 'Acme\n- Android dev\n- Full stack development expertise', [], 'no'],
    [null, 'Acme\nPHP Full-stack: https://a.example/1\nData Engineer: https://a.example/2', [], 'broad'],
    // Words that name no job.
    [
      null,
      'Acme\nWe seek to be a leader in our market.\nWe are developers on Rails and Redis.',
      ['rails', 'redis'],
      'broad',
    ],
    [null, 'Acme\nWe need test-driven engineers. Our pipeline is Python and MySQL.', ['python', 'mysql'], 'broad'],
    ['Payments Engineer', 'Acme\nYou do everything from the database to the UI.', ['rails'], 'broad'],
    ['Founding Engineer in Silicon Valley', 'Acme\nOur web app is on Rails.', ['rails'], 'broad'],
    [
      null,
      'Acme\nWe are looking for a designer.\nAfter that:\n- 30 minute phone screen with an engineer',
      ['python', 'redis'],
      'no',
    ],
    [null, 'Acme\nWe are looking for a designer.\n- Part in developer communities', ['python', 'redis'], 'no'],
    ['Software Engineer', 'Acme\nWe are a firm that wants to help farmers scale their services.', ['go'], 'broad'],
    ['Software Engineer', 'Acme\nWe have 22 engineers, 16 of which are backend.', ['go'], 'broad'],
    ['Software Engineer', 'Acme\nWe seek backend engineers.', ['python'], 'strict'],
  ]
  test.each(cases)('%s, %s → %s', (title, text, skills, role) => expect(read(title, text, skills).backend).toBe(role))
})

describe('what readers of the definition alone showed, in other words', () => {
  const cases: [string | null, string, string[], BackendRole][] = [
    // Languages that are not of servers want server-side work outright; another language in the title says more.
    ['C++ Engineer', 'Acme\nAll of it runs in microservices.', ['cpp', 'microservices'], 'broad'],
    ['JavaScript Developer', 'Acme\nAngular and Node.', ['javascript', 'nodejs'], 'broad'],
    ['Ruby+Javascript Developer', 'Acme', ['ruby', 'javascript'], 'broad'],
    ['Javascript and Python developers', 'Acme', ['javascript', 'python'], 'broad'],
    // Front-end work by a sentence, and none where it seeks others too.
    [
      'Engineers',
      'Acme\nLooking for front-end, software and systems engineers. Redis, Kafka.',
      ['redis', 'kafka'],
      'broad',
    ],
    // Other jobs, and trades that a header names alone.
    [null, 'Acme\nWe are hiring a statistician. Our developers use Python and SQL.', ['python', 'sql'], 'no'],
    ['Cloud Services Engineer', 'Acme', [], 'no'],
    ['Amazon Web Services Developer Tools, Software Development Engineer', 'Acme', [], 'no'],
    ['Haskell engineers for a distributed systems startup', 'Acme', ['haskell'], 'broad'],
    // Words of the cloud alone, and work at both ends.
    [
      'Software Engineer',
      'Acme\nYou work on all of our product from backend services to dashboards.',
      ['python'],
      'broad',
    ],
    ['Engineers', 'Acme\nWe build software and services for energy firms.', ['dotnet'], 'broad'],
    ['DevOps Engineer', 'Acme is a platform that helps you create services.', ['aws'], 'no'],
    ['Frontend Developer', 'Acme\n- working closely with our ui/ux designers and backend developers', [], 'no'],
  ]
  test.each(cases)('%s, %s → %s', (title, text, skills, role) => expect(read(title, text, skills).backend).toBe(role))
})

describe('what the fifth round of reading showed, in other words', () => {
  const cases: [string | null, string, string[], BackendRole][] = [
    // The back end among the fields of a sentence that asks for people, at its end as well.
    [null, 'Acme\nDevelopers of all levels, for front end, back end, and big data.', [], 'strict'],
    [null, 'Acme\nWe are hiring across the board -- front end, back end, devops.', [], 'strict'],
    [null, 'Acme\nHiring in engineering (frontend UI/UX; backend data mining) and sales.', [], 'strict'],
    ['Engineers', 'Acme\nEngineers wanted - mobile, frontend, backend.', [], 'strict'],
    ['Engineers', 'Acme\nFrontend, Backend, iOS and Android.', [], 'strict'],
    ['Web developer', 'Acme\nLooking for frontend or backend, experienced or not.', [], 'strict'],
    ['Engineers', 'Acme\nOur engineers prefer frontend or backend.', [], 'broad'],
    ['Engineers', 'Acme\nEveryone of us touches front-end, backend and database.', [], 'broad'],
    ['Engineers', 'Acme\nWe do front-end and back-end and web and mobile and data.', [], 'broad'],
    ['Software Engineer', 'Acme\nYou work with QA, mobile, frontend and backend people.', [], 'broad'],
    // Teams to join, bracketed fields, a language before the field.
    ['Software Engineers', 'Acme\nYou would be joining our core backend team.', ['scala'], 'strict'],
    [null, 'Acme\n- 1-2 Back-end (algo) engineers\n- 1 designer', [], 'strict'],
    [null, 'Acme\n- Engineering (backend, principal)\n- Product Manager', [], 'strict'],
    [null, 'Acme\nWe are looking for:\n- Kotlin backend (https://a.example/1)\n- Designer', [], 'strict'],
    [null, 'Acme\nMy group:\n* Strong software developers with Scala\n* A UX engineer', ['scala'], 'broad'],
    // Full-stack engineers, wherever they stand.
    [
      null,
      'Acme\nUI Designer (2 openings)\nFullstack Engineer (1 opening, an experienced one is hired first)',
      [],
      'broad',
    ],
    ['Front-end Engineer', 'Acme\nYou can school “full-stack engineers”.', [], 'no'],
    ['Marketing Manager', 'Acme\nWe run a part-time full-stack web dev program.', [], 'no'],
    ['DevOps', 'Acme\nAsk me what it is like here (I am one of the full stack devs).', [], 'no'],
    // Those who are there already, or are not meant.
    ['Android developers', 'Acme\nA small team composed by QA, iOS & backend devs.', [], 'no'],
    ['Web developers', 'Acme\nYou know PHP and CSS (rather than being front/backend specialists).', ['php'], 'broad'],
    [null, 'Acme hires its first engineer, and you don’t need a manager.', ['go', 'redis'], 'broad'],
    ['Director of Engineering', 'Acme\n- Past experience as a software engineer\nPython, Postgres.', ['python'], 'no'],
    ['Developer Marketing Manager', 'Acme\nThe engineers will have a platform by spring.', [], 'no'],
    [
      null,
      'Acme | Full Stack (React & Python)\nYour role: You will improve our frontend and python backend.',
      [],
      'broad',
    ],
    // One job in two technologies, and several in one title.
    ['React and Node Engineer', 'Acme', [], 'broad'],
    ['Ruby on Rails + React Developer', 'Acme', [], 'broad'],
    ['React and Node engineers', 'Acme', [], 'broad'],
    ['front-end, API and mobile engineers', 'Acme', [], 'strict'],
    ['Full stack (or front-end or back-end) engineer', 'Acme', [], 'strict'],
    ['Cloud developers (Go, NoSQL)', 'Acme', ['go', 'nosql'], 'broad'],
    // Jobs beside the back end.
    ['Backend QA Engineer', 'Acme', [], 'no'],
    ['Software Development Engineer in Test (Backend)', 'Acme', [], 'no'],
    ['Product Manager, Backend Platform', 'Acme', [], 'no'],
    ['Backend, QA engineers', 'Acme', [], 'strict'],
    ['QA Engineer, Backend Engineer', 'Acme', [], 'strict'],
    ['Engineer II, Server', 'Acme', [], 'strict'],
    // A person seeking work writes a template, of which employers use a line.
    [null, 'Acme | Backend Engineer\nWilling to relocate: we pay for your move.', [], 'strict'],
    [null, 'I am an engineer at Acme and we are looking for backend engineers.', [], 'strict'],
    [null, 'I am a backend developer and looking for new projects.', [], 'no'],
  ]
  test.each(cases)('%s, %s → %s', (title, text, skills, role) => expect(read(title, text, skills).backend).toBe(role))
})

test('a line of dashes behind the back end is read at once', () => {
  const text = `Acme\nBack end\n${'-'.repeat(300)}\nWe are hiring a backend ${'- '.repeat(20)}engineer.`
  expect(findAdvertisedRoles(text).sought.join()).toMatch(/^backend [- ]+engineer/)
})
