import { Component, type ErrorInfo, type ReactNode } from 'react'
import { ENGINE_VERSION } from '../../base/version.ts'
import { Button } from './Button.tsx'
import styles from './Empty.module.css'

interface GuardProps {
  readonly name: string
  readonly children: ReactNode
}

interface GuardState {
  readonly error: Error | null
}

/** Keeps a bug in one panel from taking the others, and the work, with it. */
export class Guard extends Component<GuardProps, GuardState> {
  override state: GuardState = { error: null }

  static getDerivedStateFromError(error: Error): GuardState {
    return { error }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(`${this.props.name} failed`, error, info.componentStack)
  }

  /** For a bug report; nothing of the scenario is in it. */
  #details({ name, message, stack }: Error): string {
    return `${this.props.name}: ${name}: ${message}\nScenario Studio ${ENGINE_VERSION}, ${navigator.userAgent}\n${stack ?? ''}`
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <div className={styles['empty']} role="alert">
        <p className={styles['title']}>{this.props.name} has failed because of a bug.</p>
        <p className={styles['text']}>Your scenario is safe. {error.message}</p>
        <Button variant="primary" onClick={() => this.setState({ error: null })}>
          Try again
        </Button>
        <Button onClick={() => void navigator.clipboard.writeText(this.#details(error))}>Copy details</Button>
      </div>
    )
  }
}
