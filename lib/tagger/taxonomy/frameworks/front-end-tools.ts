import type { SkillEntry } from '@/lib/tagger/skill'

/** What builds, checks and shows front ends. */
export const frontEndTools: SkillEntry[] = [
  {
    id: 'browserify',
    name: 'Browserify',
    since: 2011,
    link: 'https://browserify.org',
    implies: ['javascript'],
    aliases: ['Browserify'],
  },
  { id: 'postcss', name: 'PostCSS', since: 2013, link: 'https://postcss.org', implies: ['css'], aliases: ['PostCSS'] },
  { id: 'webpack', name: 'webpack', since: 2012, link: 'https://webpack.js.org', aliases: ['Webpack'] },
  {
    id: 'babel',
    name: 'Babel',
    since: 2014,
    link: 'https://babeljs.io',
    aliases: ['Babel.js', 'BabelJS'],
    likely: ['Babel'],
    cues: ['webpack', 'es6', 'react', 'es2015', 'typescript', 'flow', 'eslint', 'gulp', 'javascript'],
    blocks: { before: ['tower of'], after: ['health', 'fish', 'street', 'tower', 'protocol', 'routing'] },
  },
  {
    id: 'gulp',
    name: 'Gulp',
    since: 2013,
    link: 'https://gulpjs.com',
    aliases: ['gulp.js', 'gulpjs'],
    likely: ['Gulp'],
  },
  {
    id: 'grunt',
    name: 'Grunt',
    since: 2012,
    link: 'https://gruntjs.com',
    aliases: ['grunt.js', 'gruntjs'],
    likely: ['Grunt'],
    blocks: { after: ['work'] },
  },
  {
    id: 'storybook',
    name: 'Storybook',
    since: 2016,
    link: 'https://storybook.js.org',
    likely: ['Storybook'],
    blocks: { before: ['a'] },
  },
  { id: 'vite', name: 'Vite', since: 2020, link: 'https://vite.dev', exact: ['Vite', 'ViteJS'] },
  { id: 'eslint', name: 'ESLint', since: 2013, link: 'https://eslint.org', aliases: ['ESLint'] },
  {
    id: 'requirejs',
    name: 'RequireJS',
    since: 2010,
    link: 'https://requirejs.org',
    aliases: ['Require~JS', 'require.js'],
  },
]
