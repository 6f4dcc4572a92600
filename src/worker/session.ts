import { parseValue } from '../document/parse.ts'
import type { LogBatch } from '../log/event-log.ts'
import { compileProgram } from '../program/compile.ts'
import { scriptsOf } from '../program/scripts.ts'
import { Watch, type Breakpoint } from '../run/breakpoints.ts'
import { Run } from '../run/run.ts'
import { findScriptProblems, prepareScripts, type Scripts } from '../run/scripts.ts'
import type { Program } from '../program/program.ts'
import type { Command, Message, Progress, RunRequest } from './protocol.ts'

/** Real time between two messages to the page: thirty a second are enough for an eye. */
const PROGRESS_MS = 33
/** Real time of one slice of work; between slices commands are heard. */
const SLICE_MS = 12
/** Cycles between two looks at the clock. */
const BLOCK_CYCLES = 256

type Post = (message: Message, transfer: Transferable[]) => void

/**
 * The engine's side of one run: hears commands, advances in slices, tells the page. How it is paced
 * changes nothing of what happens, only when the page sees it.
 */
export class Session {
  readonly #post: Post
  #run: Run | null = null
  #program: Program | null = null
  #watch: Watch | null = null
  /** Commands that came while the sandbox was loading; null when it is not. */
  #waiting: Command[] | null = null
  #disposed = false
  #expectedCycles: number | null = null
  #paused = false
  #speed = 0
  /** Where pacing began: this real moment showed that virtual one. */
  #anchor = { realMs: 0, virtualMs: 0 }
  #timer: ReturnType<typeof setTimeout> | null = null
  #lastProgressMs = -Infinity
  #sent = { rows: 0, channels: 0, texts: 0, hits: 0 }

  constructor(post: Post) {
    this.#post = post
  }

  receive(command: Command): void {
    try {
      this.#obey(command)
    } catch (error) {
      this.crash(error)
    }
  }

  /** Ends the run because of a bug, and tells it. */
  crash(error: unknown): void {
    this.dispose()
    this.#post(
      { type: 'crashed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      [],
    )
  }

  dispose(): void {
    this.#disposed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#run = null
  }

  #obey(command: Command): void {
    if (command.type === 'start') return this.#start(command.request)
    if (command.type === 'ping') return this.#post({ type: 'alive' }, [])
    if (command.type === 'check') return void this.#check(command)
    this.#waiting?.push(command)
    const run = this.#run
    if (run === null || run.finished) return
    switch (command.type) {
      case 'pause':
        this.#paused = true
        break
      case 'resume':
        this.#paused = false
        this.#watch?.goOn()
        this.#lookBeforeGoingOn()
        break
      case 'step-cycle':
        this.#paused = true
        this.#watch?.goOn()
        if (!this.#lookBeforeGoingOn()) run.advance(1)
        break
      case 'step':
        // Goes on in slices, as fast as possible, until the watch finds the record.
        this.#paused = false
        this.#watch?.goOn(command.by)
        this.#attach(run)
        break
      case 'breakpoints':
        this.#setBreakpoints(run, command.breakpoints)
        break
      case 'speed':
        this.#speed = command.speed
        break
      case 'stop':
        run.stop()
        break
    }
    this.#setAnchor()
    if (run.finished) this.#finish(run)
    else {
      this.#sendProgress(run)
      this.#next()
    }
  }

  #start(request: RunRequest): void {
    const { document } = request
    const parsed = parseValue(document)
    const compiled = parsed.ok ? compileProgram(parsed.value) : parsed
    if (!compiled.ok) return this.#post({ type: 'refused', problems: compiled.problems }, [])
    if (scriptsOf(compiled.value.document).length === 0) this.#begin(compiled.value, request, null)
    else void this.#prepare(compiled.value, request)
  }

  /** Loads the sandbox, for a document with code. What is commanded meanwhile is heard afterwards. */
  async #prepare(program: Program, request: RunRequest): Promise<void> {
    const waiting: Command[] = (this.#waiting = [])
    try {
      const prepared = await prepareScripts(program.document, {
        allow: request.allowScripts ?? false,
        wayOut: 'Look at the code and allow it, or remove this part.',
      })
      this.#waiting = null
      if (this.#disposed) return
      if (!prepared.ok) return this.#post({ type: 'refused', problems: prepared.problems }, [])
      this.#begin(program, request, prepared.value)
      for (const command of waiting) this.#obey(command)
    } catch (error) {
      this.crash(error)
    }
  }

  async #check({ id, document, allowScripts }: Extract<Command, { type: 'check' }>): Promise<void> {
    try {
      const parsed = parseValue(document)
      const problems = parsed.ok ? await findScriptProblems(parsed.value, allowScripts) : []
      this.#post({ type: 'checked', id, problems }, [])
    } catch (error) {
      this.crash(error)
    }
  }

  #setBreakpoints(run: Run, breakpoints: readonly Breakpoint[]): void {
    if (this.#program === null) return
    // Not for what was seen already: a breakpoint is for what comes.
    const from = this.#watch?.stop === null ? undefined : this.#watch?.looked
    this.#watch = new Watch(run.log, this.#program.document, breakpoints, from)
    this.#attach(run)
  }

  /** A run without breakpoints is not asked anything. */
  #attach(run: Run): void {
    const watch = this.#watch
    run.pauseWhen = watch === null || watch.idle ? null : () => watch.look()
  }

  /** Of several events at the instant where a run paused, each that is meant pauses it again. */
  #lookBeforeGoingOn(): boolean {
    const run = this.#run
    if (run === null) return false
    this.#attach(run)
    const again = run.pauseWhen?.() === true
    if (again) this.#paused = true
    return again
  }

  #begin(program: Program, request: RunRequest, scripts: Scripts | null): void {
    const { seed, speed, paused = false, breakpoints = [] } = request
    this.#program = program
    this.#speed = speed
    this.#paused = paused
    this.#expectedCycles = program.expectedCycles
    const run = new Run(program, { scripts, ...(seed === undefined ? {} : { seed }) })
    this.#run = run
    this.#watch = new Watch(run.log, program.document, breakpoints, 0)
    if (!paused) this.#lookBeforeGoingOn()
    this.#setAnchor()
    if (run.finished) this.#finish(run)
    else {
      this.#sendProgress(run)
      this.#next()
    }
  }

  /** Plans the next slice, unless the run is paused or over. */
  #next(): void {
    if (this.#timer !== null || this.#paused || this.#run === null || this.#run.finished) return
    const waitMs = this.#speed === 0 ? 0 : SLICE_MS
    this.#timer = setTimeout(() => {
      this.#timer = null
      const run = this.#run
      if (run === null || this.#paused) return
      try {
        this.#slice(run)
      } catch (error) {
        this.crash(error)
      }
    }, waitMs)
  }

  #slice(run: Run): void {
    const untilMs = performance.now() + SLICE_MS
    if (this.#speed === 0 || this.#watch?.stepping === true) {
      while (!run.finished && this.#going && performance.now() < untilMs) run.advance(BLOCK_CYCLES)
    } else {
      const { realMs, virtualMs } = this.#anchor
      run.advanceTo(virtualMs + (performance.now() - realMs) * this.#speed)
    }
    if (run.finished) return this.#finish(run)
    if (!this.#going) {
      this.#paused = true
      return this.#sendProgress(run)
    }
    if (performance.now() - this.#lastProgressMs >= PROGRESS_MS) this.#sendProgress(run)
    this.#next()
  }

  /** False once a breakpoint was met. */
  get #going(): boolean {
    return (this.#watch?.stop ?? null) === null
  }

  #setAnchor(): void {
    this.#anchor = {
      realMs: performance.now(),
      virtualMs: (this.#run?.cycle ?? 0) * (this.#run?.cycleMs ?? 0),
    }
  }

  #sendProgress(run: Run): void {
    this.#lastProgressMs = performance.now()
    const batch = this.#takeBatch(run)
    this.#post({ type: 'progress', progress: this.#progress(run), batch }, buffersOf(batch))
  }

  #finish(run: Run): void {
    run.pauseWhen?.()
    const batch = this.#takeBatch(run)
    this.#post(
      { type: 'finished', report: run.report(), progress: this.#progress(run), batch },
      buffersOf(batch),
    )
    this.dispose()
  }

  #takeBatch({ log }: Run): LogBatch {
    const batch = log.batch(this.#sent.rows, this.#sent)
    this.#sent = {
      rows: log.count,
      channels: log.channels.length,
      texts: log.texts.length,
      hits: log.hitCount,
    }
    return batch
  }

  #progress(run: Run): Progress {
    return {
      paused: this.#paused,
      stop: this.#watch?.stop ?? null,
      atMs: run.atMs,
      cycle: run.cycle,
      expectedCycles: this.#expectedCycles,
      events: run.log.count,
      steps: run.steps(),
      assertions: run.assertions(),
      chaos: run.chaos(),
    }
  }
}

const buffersOf = ({ times, channels, causes, values }: LogBatch): Transferable[] =>
  [times, channels, causes, values].map(({ buffer }) => buffer)
