import { printDocument } from '../../document/print.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { chartsSvg } from '../../interchange/chart-svg.ts'
import { exportCsv } from '../../interchange/csv.ts'
import { graphSvg } from '../../interchange/graph-svg.ts'
import { pythonScript } from '../../interchange/python/export.ts'
import { htmlReport } from '../../interchange/report-html.ts'
import { timelineSvg } from '../../interchange/timeline-svg.ts'
import type { EventLog } from '../../log/event-log.ts'
import { exportLog } from '../../log/export.ts'
import { printJunit } from '../../log/junit.ts'
import type { RunReport } from '../../log/report.ts'
import { downloadText, fileNameOf } from '../store/files.ts'
import { addressOf, hasRun } from '../store/links.ts'
import { notify, studio } from '../store/studio.ts'
import { pngOf } from './png.ts'
import { inSlices } from './slices.ts'

/** What there is to export. A run has the document that ran, which may have been edited since. */
interface Material {
  readonly document: ScenarioDocument
  readonly report: RunReport | null
  readonly log: EventLog
}

/** One thing that can be saved as a file. */
export interface Export {
  readonly title: string
  readonly hint: string
  readonly group: 'scenario' | 'run' | 'picture'
  readonly needsRun: boolean
  readonly ending: string
  readonly type: string
  readonly make: (material: Material & { readonly report: RunReport }) => Promise<BlobPart[]> | BlobPart[]
}

const SVG = 'image/svg+xml'

interface Drawing {
  readonly title: string
  readonly name: string
  readonly needsRun: boolean
  readonly draw: (material: Material & { readonly report: RunReport }) => string
}

const DRAWINGS: readonly Drawing[] = [
  {
    title: 'Graph',
    name: 'graph',
    needsRun: false,
    draw: ({ document, report }) => graphSvg(document, report?.steps ?? []),
  },
  {
    title: 'Timeline',
    name: 'timeline',
    needsRun: true,
    draw: ({ document, log }) => timelineSvg(document, log),
  },
  {
    title: 'Charts',
    name: 'charts',
    needsRun: true,
    draw({ document, log }) {
      const charts = chartsSvg(document, log)
      if (charts === null) throw new Error('no source delivered enough to draw.')
      return charts
    },
  },
]

export const EXPORTS: readonly Export[] = [
  {
    title: 'Scenario (JSON)',
    hint: 'The file that the command line runs',
    group: 'scenario',
    needsRun: false,
    ending: '.json',
    type: 'application/json',
    make: ({ document }) => [printDocument(document)],
  },
  {
    title: 'Python script',
    hint: 'For the original scenario engine; what it cannot say is listed',
    group: 'scenario',
    needsRun: false,
    ending: '.py',
    type: 'text/x-python',
    make: ({ document }) => [pythonScript(document).text],
  },
  {
    title: 'Report (HTML)',
    hint: 'One file with graph, timeline, charts and verdicts; it needs nothing else',
    group: 'run',
    needsRun: true,
    ending: '.report.html',
    type: 'text/html',
    async make({ document, report, log }) {
      const link = hasRun() ? await addressOf(true) : null
      const command = `npm run -s scenario -- run ${fileNameOf(document.name, '.json')}`
      return [htmlReport([{ document, report, log, command, link }])]
    },
  },
  {
    title: 'Report (JSON)',
    hint: 'Verdicts, numbers and the digest, for programs',
    group: 'run',
    needsRun: true,
    ending: '.report.json',
    type: 'application/json',
    make: ({ report }) => [`${JSON.stringify(report, null, 2)}\n`],
  },
  {
    title: 'JUnit',
    hint: 'For CI servers',
    group: 'run',
    needsRun: true,
    ending: '.junit.xml',
    type: 'application/xml',
    make: ({ report }) => [printJunit([report])],
  },
  {
    title: 'Events (CSV)',
    hint: 'A row for each record, for spreadsheets',
    group: 'run',
    needsRun: true,
    ending: '.events.csv',
    type: 'text/csv',
    make: ({ document, log }) => inSlices(exportCsv(log, document)),
  },
  {
    title: 'Event log (JSONL)',
    hint: 'Every record with its payload and its cause, one JSON object a line',
    group: 'run',
    needsRun: true,
    ending: '.events.jsonl',
    type: 'application/jsonl',
    make: ({ document, log }) => inSlices(exportLog(log, document)),
  },
  ...DRAWINGS.flatMap(({ title, name, needsRun, draw }): Export[] => [
    {
      title: `${title} (SVG)`,
      hint: 'Sharp at any size',
      group: 'picture',
      needsRun,
      ending: `.${name}.svg`,
      type: SVG,
      make: (material) => [draw(material)],
    },
    {
      title: `${title} (PNG)`,
      hint: 'For documents and chats',
      group: 'picture',
      needsRun,
      ending: `.${name}.png`,
      type: 'image/png',
      make: async (material) => [await pngOf(draw(material))],
    },
  ]),
]

/** Makes the file and hands it to the browser; says why when that cannot be. */
export async function save({ title, group, ending, type, make }: Export): Promise<void> {
  const { document: current, run } = studio.getState()
  const document = group === 'scenario' ? current : (run.document ?? current)
  const fileName = fileNameOf(document.name, ending)
  try {
    const parts = await make({ document, report: run.report as RunReport, log: run.log })
    downloadText(parts, fileName, type)
    notify(`Downloaded ${fileName}`)
  } catch (error) {
    notify(`${title} could not be made: ${error instanceof Error ? error.message : String(error)}`, 'bad')
  }
}
