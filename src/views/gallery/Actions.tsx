import { Braces, Download, FileSpreadsheet, Image, Plus, Replace, SquareArrowOutUpRight } from 'lucide-react'
import { downloadText, fileNameOf } from '../store/files.ts'
import { notify, useStudio } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { MenuItem } from '../ui/MenuBody.tsx'
import { gallery, type Setting } from './gallery-store.ts'
import { csvParts, jsonText } from './model/export.ts'
import { chartPicture } from './picture.ts'
import { putIntoScenario } from './put-into-scenario.ts'
import type { Detail } from './use-detail.ts'
import styles from './detail.module.css'

/** What can be taken away: the series as a file, the chart as a picture, the profile into the scenario. */
export const Actions = ({ detail }: { readonly detail: Detail }) => (
  <div className={styles['actions']}>
    <ExportMenu detail={detail} />
    <UseMenu setting={detail.setting} />
  </div>
)

const ExportMenu = ({ detail: { made, setting } }: { readonly detail: Detail }) => {
  const { entry, sourceParams, profileParams, stepMs } = setting
  const nameOf = (ending: string) => fileNameOf(`${entry.title}-${made?.job.seed ?? ''}`, ending)
  const save = (parts: BlobPart[], ending: string, type: string) => {
    downloadText(parts, nameOf(ending), type)
    notify(`Downloaded ${nameOf(ending)}`)
  }
  const saveCsv = () => made !== null && save(csvParts(made.data), '.csv', 'text/csv')
  const saveJson = () => {
    if (made === null) return
    const text = jsonText(made.data, {
      title: entry.title,
      source: { kind: entry.source.name, params: sourceParams },
      profile: { kind: entry.profile.name, params: profileParams },
      seed: made.job.seed,
      stepMs,
    })
    save([text], '.json', 'application/json')
  }
  const savePicture = async () => {
    const picture = await chartPicture('section[aria-label=Curve] figure', entry.title)
    if (picture === null) notify('The picture could not be made.', 'bad')
    else save([picture], '.png', 'image/png')
  }
  return (
    <Menu
      label="Export"
      align="end"
      trigger={
        <Button icon={Download} disabled={made === null}>
          Export
        </Button>
      }
    >
      <MenuItem icon={FileSpreadsheet} hint="A row for each step, every field" onSelect={saveCsv}>
        Series as CSV
      </MenuItem>
      <MenuItem icon={Braces} hint="With the settings that made it" onSelect={saveJson}>
        Series as JSON
      </MenuItem>
      <MenuItem icon={Image} hint="As it is drawn now" onSelect={() => void savePicture()}>
        Chart as PNG
      </MenuItem>
    </Menu>
  )
}

/** Takes the profile as it is set into the open scenario: as one source more, or in place of another. */
export const UseMenu = ({ setting }: { readonly setting: Setting }) => {
  const sources = useStudio(({ document }) => document.sources)
  const scenario = useStudio(({ document }) => document.name)
  const use = (replaced: string | null) => putIntoScenario(setting, gallery.getState().seed, replaced)
  return (
    <Menu
      label="Use in scenario"
      align="end"
      trigger={
        <Button icon={SquareArrowOutUpRight} variant="primary">
          Use in scenario
        </Button>
      }
    >
      <MenuItem icon={Plus} hint={`To “${scenario}”`} onSelect={() => use(null)}>
        Add as a source
      </MenuItem>
      {sources.map(({ id, name }) => (
        <MenuItem key={id} icon={Replace} hint="Its id and topic stay" onSelect={() => use(id)}>
          Replace <bdi>{name || id}</bdi>
        </MenuItem>
      ))}
    </Menu>
  )
}
