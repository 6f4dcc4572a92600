import { CircleCheck, CircleX, Clock, Flag, type LucideIcon } from 'lucide-react'
import type { Stage } from '../../kinds/contracts.ts'

/** A stage is never told by colour alone: each has a word and an icon. */
export const STAGES: Readonly<
  Record<Stage, { readonly word: string; readonly icon: LucideIcon; readonly meaning: string }>
> = {
  delivered: { word: 'delivered', icon: CircleCheck, meaning: 'subscribers and assertions have seen it' },
  held: { word: 'held', icon: Clock, meaning: 'a fault delayed it' },
  dropped: { word: 'dropped', icon: CircleX, meaning: 'a fault lost it' },
  mark: { word: 'mark', icon: Flag, meaning: 'a note of the engine' },
}
