import { describe, expect, test } from 'vitest'
import type { BackendRole } from '@/lib/domain/posting'
import { classifyRole, type RoleDecision } from '@/lib/normalise/role'
import { findAdvertisedRoles } from '@/lib/normalise/role-body'
import { splitTitles } from '@/lib/normalise/role-split'

function read(title: string | null, text: string, skills: string[] = []): RoleDecision {
  return classifyRole({ title, isTitleGiven: false, text, skills, advertised: findAdvertisedRoles(text) })
}

describe('a title is cut into single titles', () => {
  const cases: [string, string[]][] = [
    ['iOS Engineer, Software Engineer (Web, API) and SRE', ['iOS Engineer', 'Software Engineer (Web, API)', 'SRE']],
    ['CTO, Developers', ['CTO', 'Developers']],
    ['Cloud Architect/Developer', ['Cloud Architect / Developer']],
    ['React/.NET Developer', ['React/.NET Developer']],
    ['Software Engineer - Django, React', ['Software Engineer - Django / React']],
    ['Software Engineer, Frontend', ['Software Engineer / Frontend']],
    ['Lead or Senior Frontend Engineer', ['Senior Frontend Engineer']],
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
    ['Distributed Systems Engineer', 'Join us.', [], 'strict'],
    ['MySQL Database Developer', 'You care for our databases and servers.', ['mysql'], 'no'],
    ['Data Engineer', 'You will also build our backend services.', [], 'strict'],
    ['DevOps Engineer', 'You automate the releases of our back end.', ['aws'], 'no'],
    ['Software Engineer', 'A full-stack of freight services.', [], 'no'],
  ]
  test.each(cases)('%s: %s → %s', (title, text, skills, role) => expect(read(title, text, skills).backend).toBe(role))
})

describe('duties are told from the stack of the employer', () => {
  const cases: [string, BackendRole][] = [
    ['You help us scale our backend. The team next to you builds the UI in React.', 'strict'],
    ['Our team is building the backend and the UI in React.', 'broad'],
    ['You build dashboards with Node on the backend and the UI in React.', 'broad'],
    ['You work on the backend for our mobile apps. Our UI is React.', 'strict'],
    ['Our back end is Django, our front end React.', 'broad'],
  ]
  test.each(cases)('%s → %s', (text, role) => expect(read('Software Engineer', text).backend).toBe(role))

  const trades: [string, string[], BackendRole][] = [
    ['You write firmware and drivers for our robots, with some Python.', ['python'], 'no'],
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
    [null, 'Acme | Berlin\nRuby developers and Rails developers needed.', 'strict'],
    [null, 'Acme - Berlin - Front-end/Back-end\nJoin us.', 'strict'],
    [null, 'Acme | Berlin\nWe are looking for teaching assistants who know Ruby on Rails.', 'no'],
    ['Engineers', 'Acme | Engineers | Berlin\nWe have an opening for a distributed systems engineer.', 'strict'],
    ['Frontend Engineer', 'Acme | Frontend Engineer\nYou join a team of front- and back-end developers.', 'no'],
    ['Frontend Engineer', 'Acme | Frontend Engineer\nWe are also looking for Django developers.', 'strict'],
    ['Senior Software Engineer', 'Acme – Senior Software Engineer - Frontend - Berlin\nOur API is in Go.', 'no'],
    [
      'Software Engineer, Designer',
      'Acme | Software Engineer, Designer\nSoftware Engineer:\n- Maintain our APIs\nDesigner:\n- Draw the UI in React and CSS',
      'strict',
    ],
  ]
  test.each(cases)('%s: %s → %s', (title, text, role) => expect(read(title, text).backend).toBe(role))
})

describe('postings of the third and fourth sample, in other words', () => {
  const cases: [string | null, string, string[], BackendRole][] = [
    ['Engineers', 'Acme\nWe look for people to help in areas such as codecs, web frontend and backend.', [], 'strict'],
    [null, 'Acme makes films.\nWe also need help with the back-end. Write to Ada.', [], 'strict'],
    [null, 'Acme\nWe look for a marketer who helps people learn backend development online.', [], 'no'],
    ['Various engineering roles', 'Acme\n- Front End Engineer\n- Data Engineer\nStack: Java.', ['java'], 'no'],
    ['Python Developer', 'Acme\nOur goal is to create the best online services.', ['python'], 'broad'],
    ['Mobile developer who loves API design', 'Acme', [], 'no'],
    ['Frontend Engineer (React, TypeScript)', 'Acme', ['react', 'typescript'], 'no'],
    ['Senior Software Engineer && Kernel Engineer', 'Acme\nOur Go code runs servers.', ['go'], 'broad'],
    ['Enterprise Services Engineer', 'Acme', [], 'no'],
    ['Frontend Developer, Rails Engineer', 'Acme\nHard work on both frontend and backend.', ['rails'], 'strict'],
    ['Rails Engineer', 'Acme\nHard work on both frontend and backend.', ['rails'], 'broad'],
    [null, 'Acme is hiring in engineering, design and marketing. Its last hire wrote PHP.', ['php'], 'no'],
    ['Frontend developer', 'Acme\nWe ask for:\n* Expert OOP programmer\nOur backend is PHP.', ['php'], 'no'],
    ['Director of Curriculum', 'Acme\n* Full Stack Web developer with 3+ years of experience', [], 'no'],
    ['JavaScript engineer', 'Acme\nA tool to build and validate requests to our API, in the browser.', [], 'no'],
  ]
  test.each(cases)('%s, %s → %s', (title, text, skills, role) => expect(read(title, text, skills).backend).toBe(role))
})
