import {
  actionKinds,
  agentKinds,
  assertionKinds,
  chaosKinds,
  domains,
  guardKinds,
  sourceKinds,
  stepKinds,
} from '../catalog.ts'
import { assertionEnvelopeShape } from '../document/assertion-envelope.ts'
import { envelopeShape } from '../document/envelope.ts'
import { documentJsonSchema } from '../document/json-schema.ts'
import { printKindDocs, printParameters, type DocumentedKind } from '../kinds/docs.ts'
import { describeForm } from '../kinds/form.ts'
import { z } from 'zod'

/** Writes the files below anew. */
export const COMMAND = 'npm run docs'

const page = (title: string, introduction: string, kinds: readonly DocumentedKind[]): string =>
  printKindDocs({ title, introduction, command: COMMAND, kinds })

/** The files that are generated from the kinds and the document schema: path from the root, and text. */
export function referenceFiles(): Readonly<Record<string, string>> {
  return {
    'docs/reference/steps.md': page(
      'Steps',
      'What a scenario does, one after the other. Steps stand under `steps` in a document; `edges` connect them.',
      stepKinds,
    ),
    'docs/reference/actions.md': page(
      'Actions',
      'What an `execute-action` step can do: its parameter `action`.',
      actionKinds,
    ),
    'docs/reference/guards.md': page(
      'Questions',
      'What a `branch` or `loop` step can ask about the state of the run: its parameter `test`. What was published at the same instant is delivered before the question is answered.',
      guardKinds,
    ),
    'docs/reference/faults.md': faultsPage(),
    'docs/reference/assertions.md': assertionsPage(),
    'docs/reference/agents.md': page(
      'Agents',
      'Simulated participants that hear events and publish others: stand-ins for the system under test. They stand under `agents`.',
      agentKinds,
    ),
    'docs/reference/sources.md': page(
      'Sources',
      'Generators of data: each publishes one event in every cycle. They stand under `sources`; their `profile` is the law of motion of the first field.',
      sourceKinds,
    ),
    ...Object.fromEntries(
      domains.map(({ name, title, sources }) => [
        `docs/reference/profiles-${name}.md`,
        profilesPage(title, sources),
      ]),
    ),
    ...Object.fromEntries(domains.flatMap(({ name, title, sources }) => partsPage(name, title, sources))),
    'public/schema/scenario-v1.json': `${JSON.stringify(documentJsonSchema(), null, 2)}\n`,
  }
}

function faultsPage(): string {
  const shared = printParameters(describeForm(z.object(envelopeShape)))
  const introduction = `What goes wrong on the way from a publisher to its subscribers. Faults stand under \`faults\` in a document and apply in that order.

Which events a fault acts on, when and how often is the same for all of them; these stand beside \`kind\` and \`params\`:

${shared}

The kinds:`
  return page('Faults', introduction, chaosKinds)
}

function assertionsPage(): string {
  const shared = printParameters(describeForm(z.object(assertionEnvelopeShape)))
  const introduction = `What has to be true of a run. Assertions stand under \`assertions\` in a document. They are judged by a \`run-assertions\` step, or at the end of the run.

What a verdict is worth is said the same way for all of them; these stand beside \`kind\` and \`params\`:

${shared}

A verdict is one of five. It \`holds\`; it is \`vacuous\`: it holds, but nothing exercised it; \`violated\`; \`pending\`: violated when the run ended, though more events could still have satisfied it; or \`error\`: it could not be judged.

The kinds:`
  return page('Assertions', introduction, assertionKinds)
}

/** The kinds that parameters of sources choose from, such as a market's noise; no page where there are none. */
function partsPage(
  name: string,
  title: string,
  sources: (typeof domains)[number]['sources'],
): [path: string, text: string][] {
  const choices = sources
    .flatMap(({ params }) => describeForm(params))
    .filter(({ kinds }) => kinds !== undefined)
  if (choices.length === 0) return []
  const parameters = [...new Set(choices.map((choice) => `\`${choice.name}\``))].join(' and ')
  const kinds = [...new Set(choices.flatMap((choice) => choice.kinds ?? []))]
  return [
    [
      `docs/reference/source-parts-${name}.md`,
      page(
        `Parts of sources: ${title}`,
        `What the parameters ${parameters} of sources choose from: \`{ kind, params }\`.`,
        kinds,
      ),
    ],
  ]
}

function profilesPage(title: string, sources: (typeof domains)[number]['sources']): string {
  const profiles = [...new Set(sources.flatMap((source) => source.profiles))]
  const names = sources.map(({ name }) => `\`${name}\``).join(', ')
  return page(
    `Profiles: ${title}`,
    `Laws of motion for sources of kind ${names}: their \`profile\`.`,
    profiles,
  )
}
