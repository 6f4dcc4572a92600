/**
 * Adds up the JUnit reports of the test runners and prints the closing line of a CI run.
 * The argument is the exit code of the tests: when they failed although every counted test passed
 * (a type error, a build that broke), that counts as one failure.
 */
import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'

const REPORTS = { 'unit tests': 'test-results/unit.xml', 'end-to-end tests': 'test-results/e2e.xml' }
const exitCode = Number(process.argv[2] ?? 0)

const sum = { passed: 0, failed: 0 }
for (const [name, path] of Object.entries(REPORTS)) {
  if (!existsSync(path)) {
    console.log(`${name}: did not run`)
    continue
  }
  const { passed, failed, skipped } = count(readFileSync(path, 'utf8'))
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
  sum.passed += passed
  sum.failed += failed
}
if (exitCode !== 0 && sum.failed === 0) sum.failed = 1
console.log(`${sum.passed} passed, ${sum.failed} failed`)

function count(xml) {
  const head = /<testsuites\b[^>]*>/.exec(xml)?.[0] ?? ''
  const number = (attribute) => Number(new RegExp(`\\b${attribute}="(\\d+)"`).exec(head)?.[1] ?? 0)
  const failed = number('failures') + number('errors')
  const skipped = number('skipped') || [...xml.matchAll(/<skipped\b/g)].length
  return { passed: number('tests') - failed - skipped, failed, skipped }
}
