import { assertionStands } from './assertion-stands.ts'
import { chance } from './chance.ts'
import { latestEvent } from './latest-event.ts'
import { stepEnded } from './step-ended.ts'
import { variables } from './variables.ts'

/** The order of the choice in branch and loop steps. */
export const guardKinds = [variables, latestEvent, assertionStands, stepEnded, chance] as const
