import { expect, it } from 'vitest'
import { loadScripts } from '../../../domains/script-starter.ts'
import { jobOf, settingOf } from '../gallery-store.ts'
import { entries } from './entries.ts'
import { codeOfJob, digestOf, runJob } from './job.ts'

it('a profile in code gives the series it always gave, which the browser is compared with', async () => {
  const scripts = await loadScripts()
  const lines = entries.flatMap((entry) => {
    const job = jobOf(settingOf(entry, undefined), 'bits')
    return codeOfJob(job) === null ? [] : [`${digestOf(runJob(job, scripts))}  ${entry.id}`]
  })
  expect(lines.length).toBeGreaterThan(3)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./code-series.txt')
})
