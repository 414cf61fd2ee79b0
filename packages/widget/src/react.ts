// Types alone, for React 19: import type {} from '@training-signup/widget/react'
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { TrainingSignupElement } from './training-signup.ts'

type Named = Pick<TrainingSignupElement, 'training' | 'series' | 'partner' | 'theme' | 'api' | 'prefill' | 'fetch'>

/** React hands `onx` to a custom element as a listener for its event `x`. */
type Listeners = {
  [Name in keyof HTMLElementEventMap as Name extends `training-signup-${string}` ? `on${Name}` : never]?:
    | ((event: HTMLElementEventMap[Name]) => void)
    | undefined
}

export interface TrainingSignupProps
  extends DetailedHTMLProps<HTMLAttributes<TrainingSignupElement>, TrainingSignupElement>,
    Partial<Named>,
    Listeners {
  'exit-url'?: string | undefined
  'success-url'?: string | undefined
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'training-signup': TrainingSignupProps
    }
  }
}
