import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { JsonObject } from '../../base/json.ts'
import { notify } from '../store/studio.ts'
import { IconButton } from '../ui/Button.tsx'
import styles from './RecordDetail.module.css'

const SHOWN_MS = 1_500

export const RecordPayload = ({ payload }: { readonly payload: JsonObject }) => {
  const text = JSON.stringify(payload, null, 2)
  return (
    <section className={styles['section']}>
      <h4>
        Payload
        <CopyButton text={text} />
      </h4>
      <pre className={styles['payload']}>{text}</pre>
    </section>
  )
}

const CopyButton = ({ text }: { readonly text: string }) => {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      notify('Payload copied')
    } catch {
      notify('The browser does not let the page copy: select the text instead.', 'bad')
    }
  }
  return (
    <IconButton
      icon={copied ? Check : Copy}
      size={13}
      label="Copy payload"
      className={styles['copy'] ?? ''}
      onClick={() => void copy()}
    />
  )
}
