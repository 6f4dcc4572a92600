import { expect, expectAccessible, test } from './support/test.ts'
import type { Studio } from './support/studio.ts'

const area = ({ page }: Studio) => page.getByRole('textbox', { name: 'Scenario as JSON' })

/** Replaces a piece of the text as typing would, with the caret behind it. */
async function replace(studio: Studio, from: string, to: string): Promise<void> {
  const at = (await area(studio).inputValue()).indexOf(from)
  expect(at).toBeGreaterThanOrEqual(0)
  await area(studio).evaluate(
    (element, [start, end]) => (element as HTMLTextAreaElement).setSelectionRange(start!, end!),
    [at, at + from.length],
  )
  await area(studio).focus()
  await studio.page.keyboard.insertText(to)
}

const lineOfCaret = (studio: Studio): Promise<string> =>
  area(studio).evaluate((element) => {
    const { value, selectionStart } = element as HTMLTextAreaElement
    return value.slice(selectionStart, selectionStart + 200)
  })

test('text and graph follow each other, and typing is one command', async ({ studio }) => {
  const { page } = studio
  await page.keyboard.press('Alt+T')
  await expect(area(studio)).toBeVisible()
  const original = await area(studio).inputValue()

  await replace(studio, '"name": "Normal phase"', '"name": "Calm "')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('days')
  await expect(studio.step('Calm days')).toBeVisible()
  await expectAccessible(studio)

  await studio.page.getByRole('button', { name: 'Undo' }).click()
  await expect(studio.step('Normal phase')).toBeVisible()
  await expect(area(studio)).toHaveValue(original)
})

test('a selected step is found in the text, and the caret selects the step it is in', async ({ studio }) => {
  await studio.page.keyboard.press('Alt+T')
  await expect(area(studio)).toBeVisible()
  await studio.step('Normal phase').click()
  await expect.poll(() => lineOfCaret(studio)).toContain('"name": "Normal phase"')

  await area(studio).evaluate((element) => {
    const field = element as HTMLTextAreaElement
    field.focus()
    const at = field.value.indexOf('"kind"', field.value.indexOf('"faults"'))
    field.setSelectionRange(at, at)
  })
  await studio.page.keyboard.press('ArrowRight')
  await expect(studio.step('Normal phase')).not.toHaveClass(/selected/)
})

test('a text that cannot be read names line and column and leaves the scenario as it is', async ({
  studio,
}) => {
  const { page } = studio
  await page.keyboard.press('Alt+T')
  await expect(area(studio)).toBeVisible()
  const original = await area(studio).inputValue()
  const panel = page.getByRole('region', { name: 'Scenario as text' })

  await replace(studio, '"format"', '"format')
  await expect(panel.getByRole('status')).toContainText(/Line 2, column \d+/)
  await expect(studio.step('Normal phase')).toBeVisible()
  await expectAccessible(studio)

  // Meanwhile the graph goes on; neither is lost.
  await studio.step('Normal phase').click()
  await studio.fill('Name', 'Quiet phase')
  await expect(studio.step('Quiet phase')).toBeVisible()
  await expect(panel.getByRole('status')).toContainText('changed elsewhere')
  await expect(area(studio)).toHaveValue(/"format:/)
  await panel.getByRole('button', { name: 'Back to the scenario’s text' }).click()
  await expect(area(studio)).toHaveValue(original.replace('Normal phase', 'Quiet phase'))
})
