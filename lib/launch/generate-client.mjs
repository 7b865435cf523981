import { generateClient } from './preparation.mjs'

generateClient()
