import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './Button.module.css'

type Variant = 'plain' | 'primary' | 'quiet' | 'danger'

interface ButtonProps extends ComponentProps<'button'> {
  readonly icon?: LucideIcon
  readonly variant?: Variant
}

export const Button = ({ icon: Icon, variant = 'plain', className = '', children, ...rest }: ButtonProps) => (
  <button type="button" className={`${styles['button']} ${styles[variant]} ${className}`} {...rest}>
    {Icon !== undefined && <Icon aria-hidden size={15} strokeWidth={2} />}
    {children}
  </button>
)

interface IconButtonProps extends ComponentProps<'button'> {
  readonly icon: LucideIcon
  readonly label: string
  /** The key that does the same, for the tooltip. */
  readonly shortcut?: string | undefined
  readonly variant?: Variant
  readonly size?: number
}

/** A button that shows only an icon: its label is its accessible name and its tooltip (`Tips.tsx`). */
export const IconButton = ({
  icon: Icon,
  label,
  shortcut,
  variant = 'quiet',
  size = 16,
  className = '',
  ...rest
}: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    data-tip={label}
    data-tip-keys={shortcut}
    className={`${styles['icon']} ${styles[variant]} ${className}`}
    {...rest}
  >
    <Icon aria-hidden size={size} strokeWidth={2} />
  </button>
)
