// @ts-check
// Installs packages and generates the database client when needed, and nothing else: for containers.
import { checkNode, generateClient, installPackages } from './preparation.mjs'

checkNode()
if (installPackages({ neededPackage: 'tsx', withTests: false })) console.log('Packages installed')
if (generateClient()) console.log('Database client generated')
