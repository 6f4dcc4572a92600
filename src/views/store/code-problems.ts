import { useEffect, useMemo } from 'react'
import type { Problem } from '../../base/problem.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type { ScriptPiece } from '../../program/scripts.ts'
import { checkInWorker } from '../../worker/script-checker.ts'
import { codeOf, mayRunCode } from './trust.ts'
import { studio, useStudio, type CodeProblem } from './studio.ts'

const CHECK_AFTER_MS = 500

/** Has the code of the scenario at hand read in the worker whenever it has changed. */
export function useCodeCheck(): void {
  const pieces = useStudio(({ document }) => codeOf(document))
  const allowed = useStudio((state) => state.allowedCode)
  const text = useMemo(() => JSON.stringify(pieces), [pieces])
  useEffect(() => {
    if (text === '[]') {
      studio.setState({ codeProblems: [] })
      return undefined
    }
    const timer = setTimeout(() => void check(), CHECK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text, allowed])
}

async function check(): Promise<void> {
  const { document } = studio.getState()
  const found = await checkInWorker(document, mayRunCode())
  if (found === null) return
  const codes = new Map(codeOf(document).map((piece) => [keyOf(piece), piece.code]))
  studio.setState({
    codeProblems: found.map((problem) => ({ problem, code: codes.get(keyOf(problem)) ?? '' })),
  })
}

const keyOf = ({ path }: Pick<ScriptPiece | Problem, 'path'>): string => path.join('/')

/** The problems of the last check that still hold: their code stands where it stood. */
export function currentCodeProblems(
  document: ScenarioDocument,
  found: readonly CodeProblem[],
): readonly Problem[] {
  if (found.length === 0) return NONE
  const codes = new Map(codeOf(document).map((piece) => [keyOf(piece), piece.code]))
  return found.flatMap(({ problem, code }) => (codes.get(keyOf(problem)) === code ? [problem] : []))
}

const NONE: readonly Problem[] = []

/** What is wrong with this code, by the last check or by the last run of it. */
export function useCodeProblem(code: string): Problem | null {
  const checked = useStudio(({ codeProblems }) => codeProblems)
  const ran = useStudio(({ run }) => run.document)
  const problems = useStudio(({ run }) => run.problems)
  return useMemo(() => {
    const found = checked.find((candidate) => candidate.code === code)
    if (found !== undefined) return found.problem
    if (ran === null) return null
    const places = new Set(codeOf(ran).flatMap((piece) => (piece.code === code ? [keyOf(piece)] : [])))
    return problems.find((problem) => problem.code !== NOT_ALLOWED && places.has(keyOf(problem))) ?? null
  }, [checked, code, ran, problems])
}

export const NOT_ALLOWED = 'script/not-allowed'
