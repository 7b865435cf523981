import { describe, expect, test } from 'vitest'
import type { BackendRole } from '@/lib/domain/posting'
import { classifyRole, type RoleDecision } from '@/lib/normalise/role'
import { findAdvertisedRoles } from '@/lib/normalise/role-body'
import { tag } from '@/lib/tagger/tag'

function read(title: string | null, text: string, named: string[] = [], isTitleGiven = false): RoleDecision {
  const skills = [...new Set([...named, ...tag({ title, text }).map(({ skill }) => skill)])]
  return classifyRole({ title, isTitleGiven, text, skills, advertised: findAdvertisedRoles(text) })
}

const decide = (...input: Parameters<typeof read>): BackendRole => read(...input).backend

describe('a title decides', () => {
  const cases: [string, BackendRole][] = [
    ['Backend Engineer', 'strict'],
    ['Back-end developer', 'strict'],
    ['Senior Back End Engineer (Go)', 'strict'],
    ['Server-side engineer', 'strict'],
    ['API Engineer', 'strict'],
    ['Frontend & Backend Engineers', 'strict'],
    ['Back- and front-end engineers', 'strict'],
    ['iOS Developer, Backend Developer, Designer', 'strict'],
    ['Backend-Entwickler (m/w/d)', 'strict'],
    ['Backendutvecklare', 'strict'],
    ['Développeur backend', 'strict'],
    ['Desarrollador Backend', 'strict'],
    ['Django Developer', 'broad'],
    ['Full Stack Engineer', 'broad'],
    ['Fullstack Developer / Data Scientist', 'broad'],
    ['Frontend Engineer', 'no'],
    ['iOS Engineer', 'no'],
    ['Data Scientist', 'no'],
    ['DevOps Engineer', 'no'],
    ['Site Reliability Engineer', 'no'],
    ['Product Designer', 'no'],
    ['Embedded Software Engineer', 'no'],
    ['Machine Learning Engineer', 'no'],
    ['Sales Engineer', 'no'],
    ['QA Engineer', 'no'],
    ['Engineering Manager', 'no'],
  ]
  test.each(cases)('%s → %s', (title, role) => expect(decide(title, 'Join us.')).toBe(role))
})

describe('the text decides for a generic title', () => {
  const cases: [string, string, string[], BackendRole][] = [
    ['Software Engineer', 'You will build our backend services.', [], 'strict'],
    ['Software Engineer', 'You work on the backend and on the React frontend.', [], 'broad'],
    ['Software Engineer', 'Our stack holds them both.', ['postgresql', 'redis'], 'broad'],
    ['Software Engineer', 'Everything is rented.', ['aws'], 'no'],
    ['Software Engineer', 'You write firmware tools.', [], 'no'],
    ['Softwareentwickler', 'Sie entwickeln Microservices.', [], 'broad'],
    ['Mjukvaruutvecklare', 'Du bygger våra API och databaser.', ['sql'], 'broad'],
    ['Python Developer', 'You work on our REST APIs.', ['python', 'rest'], 'strict'],
    ['Python Developer', 'You work on our APIs and on the UI.', [], 'broad'],
    ['Rails Developer', 'You build features in Rails and React.', ['rails', 'react'], 'broad'],
    ['WordPress Developer', 'Join us.', [], 'broad'],
    ['Rails Developer', 'You work anywhere in the stack.', ['rails'], 'broad'],
    ['Rails Developer', 'We want a generalist.', [], 'broad'],
    ['Python Developer', 'You write tools for our analysts.', ['python'], 'broad'],
    ['Engineering Manager', 'You lead a team that designs backend systems.', [], 'no'],
    ['Engineering Manager', 'You lead a team of Java engineers.', ['java'], 'no'],
    ['Cloud Architect/Developer', 'You build services.', [], 'no'],
    ['Software Engineer', 'You work with C++ and SQL Server.', [], 'no'],
    ['Software Engineer', 'Our stack: Python and AWS.', ['python', 'aws'], 'broad'],
    ['Software Engineer - API', 'Join us.', [], 'strict'],
    ['Engineers that have a passion for distributed systems', 'Distributed systems everywhere.', ['docker'], 'broad'],
    ['Analytics Engineer', 'You write data pipelines.', ['sql'], 'no'],
    ['Candidature spontanée', 'Nos équipes développent des API.', [], 'no'],
    ['C++ Engineer', 'You write rendering code.', [], 'no'],
    ['Platform Engineer', 'You care for our APIs, databases and the UI.', [], 'broad'],
    ['Multiple Roles', 'Open roles:\n- Backend Engineer (Python)\n- Designer', [], 'strict'],
    ['Multiple Roles', 'Open roles:\n- Full Stack Engineer\n- Designer', [], 'broad'],
    ['Multiple Roles', 'Open roles:\n- Designer\n- Recruiter', [], 'no'],
    [
      'Multiple Roles',
      'Join us.\nSoftware Engineer, Backend: you own our Rust services.\nDesigner: you draw.',
      [],
      'strict',
    ],
    ['Frontend Engineer', 'Also open:\n- Full Stack Engineer: you do it all.', [], 'broad'],
    ['Various roles', 'Positions: frontend, backend and data engineers', [], 'strict'],
    ['Multiple Roles', 'Write to us.\nThanks, Ada (CTO)', ['go'], 'no'],
  ]
  test.each(cases)('%s: %s → %s', (title, text, skills, role) => expect(decide(title, text, skills)).toBe(role))
})

describe('without a title the roles in the text decide', () => {
  const cases: [string, BackendRole][] = [
    ['Acme | Berlin\nWe are looking for backend engineers.', 'strict'],
    ['Acme | Berlin\nHiring:\n- Backend engineer (Python)\n- iOS engineer', 'strict'],
    ['Acme | Berlin\nWe are hiring a full-stack developer.', 'broad'],
    ['Acme | Berlin\nWe need an iOS developer who works closely with our backend engineers.', 'no'],
    ['Acme | Berlin\nWe need great engineers for our web application and its database.', 'broad'],
    ['Seeking work. I am a backend developer in Berlin.', 'no'],
    ['Location: Berlin\nRemote: yes\nWilling to relocate: no\nTechnologies: Go, backend developer', 'no'],
    ['Does anyone know whether this still exists?', 'no'],
  ]
  test.each(cases)('%s → %s', (text, role) => expect(decide(null, text)).toBe(role))
  test('the reason holds the words that decided', () =>
    expect(read('Senior Back-end Engineer', 'x').reason).toBe('title says “Back-end”'))
})
