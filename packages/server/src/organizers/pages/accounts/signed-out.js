import { forgetDoors } from './door-forget.js'

await forgetDoors()
