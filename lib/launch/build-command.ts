// `npm run build`: builds the pages unless nothing they are made of has changed.
import { buildWhenStale } from './build'

const isBuilt = await buildWhenStale()
console.log(isBuilt ? 'Pages built' : 'Pages are up to date')
