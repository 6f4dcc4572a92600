import { note } from './note.ts'
import { publish } from './publish.ts'
import { script } from './script.ts'
import { setVariable } from './set-variable.ts'
import { switchFault } from './switch-fault.ts'
import { switchProfile } from './switch-profile.ts'

export const actionKinds = [publish, switchProfile, switchFault, setVariable, note, script] as const
