import type { DetailedHTMLProps, HTMLAttributes } from 'react'

/** The server stored the registration. `status` says whether the seat is certain. Says nothing about the person. */
export interface RegisteredEvent extends Event {
  readonly training: string
  readonly partner: string | undefined
  readonly status: string
}

interface TrainingSignupAttributes extends HTMLAttributes<HTMLElement> {
  api?: string
  training?: string
  partner?: string
  theme?: 'auto' | 'light' | 'dark'
  'ontraining-signup-registered'?: (event: RegisteredEvent) => void
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'training-signup': DetailedHTMLProps<TrainingSignupAttributes, HTMLElement>
    }
  }
}
