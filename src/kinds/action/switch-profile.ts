import { z } from 'zod'
import { defineAction } from '../contracts.ts'
import { field } from '../form.ts'
import { reference } from '../topic.ts'

/** The profile's parameters are checked against the source's own kinds when the document is compiled. */
const profileSpec = z.object({
  kind: z.string().min(1).max(100),
  params: z.record(z.string(), z.unknown()).default({}),
})

export const switchProfile = defineAction({
  name: 'switch-profile',
  title: 'Switch profile',
  summary: 'Makes a source follow another profile from its current value on.',
  source: 'Our own',
  params: z.object({
    source: field(reference.default(''), {
      label: 'Source',
      control: 'source',
      help: 'Empty means the first source.',
    }),
    profile: field(profileSpec.optional(), { label: 'Profile', control: 'profile' }),
  }),
  describe: ({ profile }) => (profile === undefined ? 'choose a profile' : `switch to ${profile.kind}`),
  compile: ({ source, profile }) =>
    profile === undefined ? [] : [{ op: 'switch-profile', source, profile }],
  examples: [
    {
      title: 'From calm to crash',
      params: { source: 'prices', profile: { kind: 'flash-crash', params: {} } },
      expect: [{ op: 'switch-profile', source: 'prices', profile: { kind: 'flash-crash', params: {} } }],
    },
  ],
})
