import { z } from 'zod'
import { isTopicPattern } from '../base/topic.ts'
import { CHANCE_MODELS } from '../kinds/chance.ts'
import { conditionSchema } from '../kinds/condition.ts'
import { field } from '../kinds/form.ts'
import { SELECTIONS } from '../kinds/select.ts'

export const topicPattern = z
  .string()
  .max(200)
  .refine(
    isTopicPattern,
    'must be a topic pattern: dot-separated names, * for one segment, ** for any number',
  )

const cycle = z.int().min(0).max(1_000_000_000)
const moment = z.int().min(0).max(1_000_000_000_000)
const ids = z.array(z.string().min(1).max(100)).max(50)
const ratio = z.number().min(0).max(1)

/** Headings under which the inspector folds what most faults do not need. */
const WHERE = 'More about which events'
const WHEN = 'More about when'
const HOW_OFTEN = 'More about how often'

const GILBERT = { chance: ['gilbert-elliott'] }

/** A chance of the model with four states. */
const state = (preset: number, label: string, help: string) =>
  field(ratio.default(preset), {
    label,
    unit: 'ratio',
    control: 'slider',
    fold: HOW_OFTEN,
    when: { chance: ['markov4'] },
    help,
  })

/**
 * Which events a fault may touch, when, and how often: shared by every fault, so that no kind
 * repeats it. All conditions must hold; counts are of events that matched the ones before them.
 */
export const envelopeShape = {
  enabled: field(z.boolean().default(true), {
    label: 'Enabled',
    help: 'A step can switch a fault on or off during the run.',
  }),
  topics: field(z.array(topicPattern).max(50).default([]), {
    label: 'Topics',
    control: 'topic-list',
    help: 'Topic patterns; none means every topic. * is one segment, ** any number.',
  }),
  sources: field(ids.default([]), {
    label: 'Published by',
    control: 'topic-list',
    help: 'Ids of sources, agents or steps; none means everybody.',
  }),
  hook: field(z.enum(['publish', 'deliver']).default('publish'), {
    label: 'Acts on',
    fold: WHERE,
    texts: { publish: 'what is published: everybody is concerned', deliver: 'each subscriber’s own copy' },
    help: 'A kind that can act in one of the two places only acts there, whatever stands here.',
  }),
  subscribers: field(ids.default([]), {
    label: 'Subscribers',
    control: 'agents',
    fold: WHERE,
    when: { hook: ['deliver'] },
    help: 'The agents whose copies it acts on; none chosen means all.',
  }),
  select: field(z.enum(SELECTIONS).default('all'), {
    label: 'Of these agents',
    fold: WHERE,
    when: { hook: ['deliver'] },
    texts: {
      all: 'all',
      one: 'one, drawn by the seed',
      count: 'so many, drawn by the seed',
      share: 'a share, drawn by the seed',
      'up-to-share': 'a random share',
    },
    help: 'Drawn once for each run; the log says who it was.',
  }),
  selectCount: field(z.int().min(1).max(1_000).default(2), {
    label: 'How many',
    fold: WHERE,
    when: { hook: ['deliver'], select: ['count'] },
  }),
  selectShare: field(ratio.default(0.5), {
    label: 'Which share',
    unit: 'ratio',
    control: 'slider',
    fold: WHERE,
    when: { hook: ['deliver'], select: ['share', 'up-to-share'] },
    help: 'Rounded down; of a random share, the most.',
  }),
  where: field(conditionSchema.optional(), {
    label: 'Only where',
    control: 'condition',
    fold: WHERE,
    help: 'A condition on the payload. Only events that meet it are counted as matches.',
  }),
  fromCycle: field(cycle.default(0), {
    label: 'From cycle',
    unit: 'cycles',
    help: 'First cycle in which it acts; cycles count from 0.',
  }),
  toCycle: field(cycle.optional(), {
    label: 'To cycle',
    unit: 'cycles',
    help: 'Last cycle in which it acts, included. The same as "from" means that one cycle; empty means to the end.',
  }),
  afterEvent: field(topicPattern.optional(), {
    label: 'After event',
    control: 'topic-pattern',
    help: 'Acts only once an event with this topic has been delivered.',
  }),
  untilEvent: field(topicPattern.optional(), {
    label: 'Until event',
    control: 'topic-pattern',
    fold: WHEN,
    help: 'Stops acting once an event with this topic has been delivered; "after event" may begin it anew.',
  }),
  countFrom: field(z.enum(['first', 'last']).default('first'), {
    label: 'Count matches from',
    fold: WHEN,
    texts: {
      first: 'the first of these events',
      last: 'the last of these events: each begins the count anew',
    },
    help: 'Of the events that "after event" names.',
  }),
  fromMs: field(moment.optional(), {
    label: 'From',
    unit: 'ms',
    fold: WHEN,
    help: 'Virtual time at which it begins to act.',
  }),
  toMs: field(moment.optional(), {
    label: 'Before',
    unit: 'ms',
    fold: WHEN,
    help: 'Virtual time from which on it acts no more.',
  }),
  duringSteps: field(ids.default([]), {
    label: 'During steps',
    control: 'steps',
    fold: WHEN,
    help: 'Acts only while one of these steps, or of the steps of these groups, is entered and not left; none chosen means always.',
  }),
  haltOn: field(z.string().max(100).optional(), {
    label: 'Halts once violated',
    control: 'assertion',
    fold: WHEN,
    help: 'It stops for good, and lets go what it holds, at the start of the first cycle that finds this assertion violated for good.',
  }),
  trigger: field(z.enum(['always', 'nth', 'every', 'first', 'after', 'burst']).default('always'), {
    label: 'Which matches',
    texts: {
      nth: 'only the n-th',
      every: 'every n-th',
      first: 'the first n',
      after: 'all after the first n',
      burst: 'bursts: n, then a pause',
    },
    help: 'Which of the events that match.',
  }),
  n: field(z.int().min(1).max(1_000_000_000).default(1), {
    label: 'n',
    unit: 'events',
    when: { trigger: ['nth', 'every', 'first', 'after', 'burst'] },
  }),
  pause: field(z.int().min(1).max(1_000_000_000).default(1), {
    label: 'Pause of',
    unit: 'events',
    when: { trigger: ['burst'] },
    help: 'Matches that it lets pass after each burst.',
  }),
  probability: field(ratio.default(1), {
    label: 'Probability',
    unit: 'ratio',
    control: 'slider',
    when: { chance: ['bernoulli', 'markov'] },
    help: 'Chance that it acts on an event that it may act on. Drawn from this fault’s own stream.',
  }),
  limit: field(z.int().min(0).max(1_000_000_000).default(0), {
    label: 'At most',
    unit: 'events',
    help: 'Stops acting after this many hits; 0 means no limit.',
  }),
  chance: field(z.enum(CHANCE_MODELS).default('bernoulli'), {
    label: 'Chance',
    fold: HOW_OFTEN,
    texts: {
      bernoulli: 'each match by itself',
      markov: 'sticky: tends to repeat itself',
      'gilbert-elliott': 'good and bad times',
      markov4: 'bursts with pauses, and single hits between',
      script: 'these very matches',
    },
    help: 'How luck falls. In the long run it acts on a share p of the matches, or, with good and bad times, on (r(1−k) + p(1−h)) / (p + r).',
  }),
  correlation: field(ratio.default(0.5), {
    label: 'Correlation',
    unit: 'ratio',
    control: 'slider',
    fold: HOW_OFTEN,
    when: { chance: ['markov'] },
    help: 'Chance ρ that it does as at the match before. The share p stays; hits come 1 / ((1−ρ)(1−p)) in a row on average.',
  }),
  goodToBad: field(ratio.default(0.05), {
    label: 'Good to bad',
    unit: 'ratio',
    control: 'slider',
    fold: HOW_OFTEN,
    when: GILBERT,
    help: 'p: chance, at each match in good times, that bad times begin.',
  }),
  badToGood: field(ratio.default(0.5), {
    label: 'Bad to good',
    unit: 'ratio',
    control: 'slider',
    fold: HOW_OFTEN,
    when: GILBERT,
    help: 'r: chance, at each match in bad times, that they end. Bad times last 1/r matches on average.',
  }),
  hitInBad: field(ratio.default(1), {
    label: 'Acts in bad times',
    unit: 'ratio',
    control: 'slider',
    fold: HOW_OFTEN,
    when: GILBERT,
    help: '1−h: share of the matches in bad times that it acts on.',
  }),
  hitInGood: field(ratio.default(0), {
    label: 'Acts in good times',
    unit: 'ratio',
    control: 'slider',
    fold: HOW_OFTEN,
    when: GILBERT,
    help: '1−k: share of the matches in good times that it acts on.',
  }),
  gapToBurst: state(0.05, 'Burst begins', 'p13: chance, at each match between bursts, that a burst begins.'),
  burstToGap: state(
    0.3,
    'Burst ends',
    'p31: chance, at each hit of a burst, that the burst is over with it.',
  ),
  burstToPause: state(
    0.1,
    'Burst pauses',
    'p32: chance, at each hit of a burst, that it is followed by a pause.',
  ),
  pauseToBurst: state(
    0.5,
    'Pause ends',
    'p23: chance, at each match in such a pause, that the burst goes on with it.',
  ),
  isolated: state(0.01, 'Single hit', 'p14: chance, at each match between bursts, of a hit by itself.'),
  matches: field(z.array(z.int().min(1).max(1_000_000_000)).max(10_000).default([]), {
    label: 'Matches',
    control: 'json',
    fold: HOW_OFTEN,
    when: { chance: ['script'] },
    help: 'The matches that it acts on, counted from 1, such as [1, 4, 5].',
  }),
  cooldownMs: field(z.int().min(0).max(1_000_000_000).default(0), {
    label: 'Then rests for',
    unit: 'ms',
    fold: HOW_OFTEN,
    help: 'After each hit it does not act for so long.',
  }),
}

export const envelopeSchema = z.object(envelopeShape)
export type FaultEnvelope = z.output<typeof envelopeSchema>
