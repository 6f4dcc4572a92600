import { Download, GitCompare, Printer, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import type { ScenarioDocument } from '../../document/types.ts'
import { printJunit } from '../../log/junit.ts'
import type { RunReport } from '../../log/report.ts'
import { showCompare } from '../store/compare.ts'
import { copyText, downloadText, fileNameOf } from '../store/files.ts'
import { studio, notify } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { logParts } from './log-parts.ts'
import styles from './ReportPanel.module.css'

interface ReportActionsProps {
  readonly report: RunReport
  readonly document: ScenarioDocument
}

/** The report as files, for CI and for colleagues. */
export function ReportActions({ report, document }: ReportActionsProps) {
  const command = `npm run -s scenario -- run ${fileNameOf(document.name, '.json')}`
  const save = (parts: BlobPart[], ending: string, type: string) => {
    const fileName = fileNameOf(document.name, ending)
    downloadText(parts, fileName, type)
    notify(`Downloaded ${fileName}`)
  }
  return (
    <div className={styles['actions']}>
      <Button
        icon={Download}
        onClick={() => save([`${JSON.stringify(report, null, 2)}\n`], '.report.json', 'application/json')}
      >
        Save report (JSON)
      </Button>
      <Button icon={Download} onClick={() => save([printJunit([report])], '.junit.xml', 'application/xml')}>
        Save JUnit
      </Button>
      <LogButton document={document} save={save} />
      <Button icon={SquareTerminal} title={command} onClick={() => void copyText(command, command)}>
        Copy command
      </Button>
      <Button icon={GitCompare} onClick={showCompare}>
        Compare with another run
      </Button>
      <Button icon={Printer} variant="quiet" onClick={() => window.print()}>
        Print
      </Button>
    </div>
  )
}

interface LogButtonProps {
  readonly document: ScenarioDocument
  readonly save: (parts: BlobPart[], ending: string, type: string) => void
}

/** A log can be long: the button tells how far it is, and the page stays usable. */
function LogButton({ document, save }: LogButtonProps) {
  const [percent, setPercent] = useState<number | null>(null)
  const start = async () => {
    setPercent(0)
    try {
      const parts = await logParts(studio.getState().run.log, document, (share) =>
        setPercent(Math.floor(share * 100)),
      )
      save(parts, '.events.jsonl', 'application/jsonl')
    } catch (error) {
      notify(
        `The event log could not be written: ${error instanceof Error ? error.message : String(error)}`,
        'bad',
      )
    } finally {
      setPercent(null)
    }
  }
  return (
    <Button icon={Download} disabled={percent !== null} onClick={() => void start()}>
      {percent === null ? 'Save event log (JSONL)' : `Writing the log, ${percent} %`}
    </Button>
  )
}
