import { switchProfile } from '../action/switch-profile.ts'
import { defineStep } from '../contracts.ts'
import { NEXT } from '../ports.ts'

/** The action of the same name as a step of its own. */
export const switchProfileStep = defineStep({
  name: 'switch-profile',
  title: switchProfile.title,
  summary: switchProfile.summary,
  source: 'Our own',
  params: switchProfile.params,
  ports: { in: true, out: [NEXT] },
  describe: ({ profile }) => profile?.kind ?? 'choose a profile',
  compile: (params) => switchProfile.compile(params),
  examples: switchProfile.examples,
})
