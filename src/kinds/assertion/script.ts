import { z } from 'zod'
import type { Json } from '../../base/json.ts'
import { isObject } from '../../base/json.ts'
import type { Moment, Script } from '../../sandbox/script.ts'
import { defineAssertion, type Conclusion, type Monitor, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { codeField, eventForScript, momentOf, settingsField, startScript } from '../script.ts'
import { topicGlob } from '../topic.ts'

const SHAPE = { needs: ['observe'], may: ['conclude'], commands: [] }

const EXAMPLE = `// Called for every event of the topics above.
// Answer 'holds' or 'violated' to decide; nothing to go on.
let highest = 0

function observe(event) {
  const { price } = event.payload
  highest = Math.max(highest, price)
  if (price < highest * 0.5) {
    return { verdict: 'violated', message: 'The price fell by more than half.', actual: price }
  }
}

// Called when the assertion is judged while it is still open.
function conclude(end) {
  return { verdict: 'holds', message: 'The highest price was ' + highest + '.' }
}
`

/** What a script found, read from its answer. */
interface Finding {
  readonly verdict: 'holds' | 'violated'
  readonly message?: string
  readonly expected?: string
  readonly actual?: string
  readonly witness?: readonly number[]
}

const EXPECTED =
  "'holds', 'violated', or an object with a verdict and perhaps message, expected, actual and witness"

/** An assertion in JavaScript: decides by itself what it sees, in a sandbox with fuel. */
export const script = defineAssertion({
  name: 'script',
  title: 'Script',
  summary: 'Your own JavaScript looks at events and decides; it runs in a sandbox.',
  source: 'QuickJS, F. Bellard, C. Gordon, B. Noordhuis and S. Ibarra Corretgé',
  params: z.object({
    topics: field(z.array(topicGlob).max(50).default(['PriceUpdate']), {
      label: 'Topics',
      control: 'topic-list',
      help: 'The events it sees; none means every topic.',
    }),
    code: codeField(SHAPE, EXAMPLE, {
      label: 'Code',
      help: 'Needs observe(event); may have conclude(end). See docs/scripts.md.',
    }),
    settings: settingsField(),
  }),
  describe: ({ topics }) => `looks at ${describeTopics(topics)}`,
  topics: ({ topics }) => (topics.length === 0 ? ['**'] : topics),
  monitor: ({ code, settings }, context) => new ScriptMonitor(startScript(context, code, SHAPE, settings)),
  examples: [
    {
      title: 'Bid never above ask',
      params: {
        code: `function observe({ payload: { bid, ask } }) {
  if (bid > ask) return { verdict: 'violated', message: 'The market is crossed.', actual: bid - ask }
}`,
      },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { bid: 99, ask: 101 } },
        { topic: 'PriceUpdate', atMs: 1_000, payload: { bid: 102, ask: 101 } },
      ],
      expect: { verdict: 'violated', message: 'The market is crossed.', actual: '1', witness: [1] },
    },
    {
      title: 'At least as many fills as orders, judged at the end',
      params: {
        topics: ['order.*'],
        code: `const count = { 'order.placed': 0, 'order.filled': 0 }
function observe({ topic }) {
  count[topic]++
}
function conclude() {
  return count['order.filled'] >= count['order.placed'] ? 'holds' : 'violated'
}`,
      },
      given: [
        { topic: 'order.placed', atMs: 0, payload: {} },
        { topic: 'order.filled', atMs: 500, payload: {} },
      ],
      expect: { verdict: 'holds', vacuous: false },
    },
  ],
})

class ScriptMonitor implements Monitor {
  readonly #script: Script
  #verdict: Verdict = 'open'
  #decided: Conclusion | null = null
  #seen = 0
  #last: Moment | null = null

  constructor(script: Script) {
    this.#script = script
  }

  observe(event: Parameters<Monitor['observe']>[0]): Verdict {
    if (this.#verdict !== 'open') return this.#verdict
    this.#seen++
    const moment = momentOf(event)
    this.#last = moment
    const answer = this.#script.call('observe', eventForScript(event), moment)
    if (answer === null || answer.value === null) return 'open'
    const finding = readFinding(answer.value)
    if (finding === null) this.#script.refuse(`${EXPECTED}, or nothing, from observe`, moment)
    else {
      this.#verdict = finding.verdict
      this.#decided = this.#conclusion(finding, [moment.seq])
    }
    return this.#verdict
  }

  conclude(atMs: number): Conclusion {
    if (this.#decided !== null) return this.#decided
    if (this.#script.failed) return FAILED
    if (!this.#script.has('conclude')) return this.glance()
    const answer = this.#script.call('conclude', { atMs, events: this.#seen }, this.#last)
    if (answer === null) return FAILED
    const finding = readFinding(answer.value)
    if (finding !== null) return this.#conclusion(finding, [])
    this.#script.refuse(`${EXPECTED} from conclude`, this.#last)
    return FAILED
  }

  /** Asks the script nothing: how often a person looks must change nothing in the run. */
  glance(): Conclusion {
    return this.#decided ?? this.#conclusion({ verdict: 'holds' }, [])
  }

  #conclusion(
    { verdict, message, expected, actual, witness }: Finding,
    decidedBy: readonly number[],
  ): Conclusion {
    const events = `${this.#seen} ${this.#seen === 1 ? 'event' : 'events'}`
    const told =
      verdict === 'holds'
        ? `The script found nothing wrong in ${events}.`
        : `The script objects, after ${events}.`
    return {
      verdict,
      vacuous: verdict === 'holds' && this.#seen === 0,
      pending: false,
      message: sentence(message ?? told),
      expected: expected ?? 'what the script asks for',
      actual: actual ?? events,
      witness: witness?.filter((seq) => seq <= (this.#last?.seq ?? -1)) ?? decidedBy,
    }
  }
}

/** What is said while the run is about to end with the script's own failure. */
const FAILED: Conclusion = {
  verdict: 'violated',
  vacuous: false,
  pending: false,
  message: 'The script failed; see the problems of the run.',
  expected: 'a verdict',
  actual: 'none',
  witness: [],
  error: true,
}

const MOST_TEXT = 500
const MOST_WITNESSES = 100

function readFinding(value: Json): Finding | null {
  if (value === 'holds' || value === 'violated') return { verdict: value }
  if (typeof value === 'boolean') return { verdict: value ? 'holds' : 'violated' }
  if (!isObject(value)) return null
  const { verdict, message, expected, actual, witness } = value
  if (verdict !== 'holds' && verdict !== 'violated') return null
  const seqs: readonly Json[] | undefined = Array.isArray(witness) ? (witness as Json[]) : undefined
  if (seqs !== undefined && !areSeqs(seqs)) return null
  return {
    verdict,
    ...texts({ message, expected, actual }),
    ...(seqs === undefined ? {} : { witness: seqs.slice(0, MOST_WITNESSES) }),
  }
}

const areSeqs = (values: readonly Json[]): values is readonly number[] =>
  values.every((value) => Number.isSafeInteger(value) && (value as number) >= 0)

const texts = (values: Readonly<Record<string, Json | undefined>>): Partial<Finding> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === null || value === ''
        ? []
        : [[name, (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MOST_TEXT)]],
    ),
  )

/** Reads as a sentence wherever it is shown. */
const sentence = (text: string): string => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`
}

const MOST_NAMED = 3
const describeTopics = (topics: readonly string[]): string => {
  if (topics.length === 0) return 'every topic'
  const named = topics.slice(0, MOST_NAMED).join(', ')
  return `${named.slice(0, 50)}${topics.length > MOST_NAMED ? ', …' : ''}`
}
