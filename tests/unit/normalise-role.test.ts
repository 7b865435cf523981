import { describe, expect, test } from 'vitest'
import type { BackendRole } from '@/lib/domain/posting'
import { classifyRole } from '@/lib/normalise/role'

const decide = (title: string | null, text: string, skills: string[] = []): BackendRole =>
  classifyRole({ title, text, skills }).backend

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
    ['Django Developer', 'strict'],
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
    ['Software Engineer', 'You work on our APIs.', [], 'broad'],
    ['Software Engineer', 'Our stack holds them all.', ['postgresql'], 'broad'],
    ['Software Engineer', 'You write firmware tools.', [], 'no'],
    ['Softwareentwickler', 'Sie entwickeln Microservices.', [], 'broad'],
    ['Mjukvaruutvecklare', 'Du bygger våra API.', [], 'broad'],
    ['Python Developer', 'You work on our REST APIs.', ['python', 'rest'], 'strict'],
    ['Python Developer', 'You work on our APIs and on the UI.', [], 'broad'],
    ['Rails Developer', 'You build features in Rails and React.', ['rails', 'react'], 'broad'],
    ['C++ Engineer', 'You write rendering code.', [], 'no'],
    ['Platform Engineer', 'You build the services behind our APIs.', [], 'broad'],
    ['Multiple Roles', 'Open roles:\n- Backend Engineer (Python)\n- Designer', [], 'strict'],
    ['Multiple Roles', 'Open roles:\n- Full Stack Engineer\n- Designer', [], 'broad'],
    ['Multiple Roles', 'Open roles:\n- Designer\n- Recruiter', [], 'no'],
  ]
  test.each(cases)('%s: %s → %s', (title, text, skills, role) => expect(decide(title, text, skills)).toBe(role))
})

describe('without a title the roles in the text decide', () => {
  const cases: [string, BackendRole][] = [
    ['Acme | Berlin\nWe are looking for backend engineers.', 'strict'],
    ['Acme | Berlin\nHiring:\n- Backend engineer (Python)\n- iOS engineer', 'strict'],
    ['Acme | Berlin\nWe are hiring a full-stack developer.', 'broad'],
    ['Acme | Berlin\nWe need an iOS developer who works closely with our backend engineers.', 'no'],
    ['Acme | Berlin\nWe need great engineers for our web application.', 'broad'],
    ['Seeking work. I am a backend developer in Berlin.', 'no'],
    ['Location: Berlin\nRemote: yes\nWilling to relocate: no\nTechnologies: Go, backend developer', 'no'],
    ['Does anyone know whether this still exists?', 'no'],
  ]
  test.each(cases)('%s → %s', (text, role) => expect(decide(null, text)).toBe(role))
  test('the reason holds the words that decided', () =>
    expect(classifyRole({ title: 'Senior Back-end Engineer', text: 'x', skills: [] }).reason).toBe(
      'title says “Back-end”',
    ))
})
