const compilerOptions = {
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  jsx: 'react-jsx',
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  // What comes with the package is checked like everything else.
  skipLibCheck: false,
  types: [],
}

const plain = `import { RegisteredEvent, TrainingSignupElement } from '@training-signup/widget'

export function watch(element: TrainingSignupElement) {
  element.prefill = { givenName: 'Ada', consent: true, days: ['one', 'two'] }
  // @ts-expect-error An answer is no number.
  element.prefill = { givenName: 1 }
  // @ts-expect-error There is no such theme.
  element.theme = 'pink'
  // @ts-expect-error What the package keeps to itself is not in its types.
  void element.server
  const statuses: string[] = []
  element.addEventListener('training-signup-registered', ({ status, training, partner }) => {
    statuses.push(status, training, partner ?? '')
  })
  element.addEventListener('training-signup-error', (event) => {
    // @ts-expect-error That one has a problem.
    statuses.push(event.problem, event.status)
  })
  return new RegisteredEvent('a', undefined, 'confirmed').status + statuses.length
}

export const found: TrainingSignupElement | null = document.querySelector('training-signup')
`

const react = `import '@training-signup/widget/define'
import type { TrainingSignupElement } from '@training-signup/widget'
import type {} from '@training-signup/widget/react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import './plain.js'

const api = new URLSearchParams(location.search).get('api') ?? ''

function Page() {
  const [news, setNews] = useState('')
  return (
    <>
      <training-signup
        api={api}
        training="first-responders"
        exit-url="https://weather.example/"
        prefill={{ givenName: 'Ada' }}
        ref={(element: TrainingSignupElement | null) => void element}
        ontraining-signup-start={({ training }) => setNews(training)}
      >
        <a href={api}>Register</a>
      </training-signup>
      <p id="news">{news}</p>
    </>
  )
}

// @ts-expect-error There is no such theme.
export const pink = <training-signup theme="pink" />
// @ts-expect-error There is no such attribute.
export const misspelt = <training-signup trainings="first-responders" />
// @ts-expect-error That event carries no status.
export const listener = <training-signup ontraining-signup-error={({ status }) => status} />

createRoot(document.getElementById('root')!).render(<Page />)
`

const eventsAlone = `import { ReadyEvent } from '@training-signup/widget'
document.body.append(new ReadyEvent('a').type)
`

const pageWith = (script: string) =>
  `<!doctype html><html lang="en"><title>Fresh</title><div id="root"></div><script type="module" src="/${script}"></script></html>`

/** A project that bundles the widget's package, with a page for React and one for an event alone. */
export const files = {
  'index.html': pageWith('main.tsx'),
  'events.html': pageWith('events.ts'),
  'events.ts': eventsAlone,
  'vite.config.js': "export default { build: { rolldownOptions: { input: ['index.html', 'events.html'] } } }",
  'main.tsx': react,
  'plain.ts': plain,
  'tsconfig.json': JSON.stringify({ compilerOptions, include: ['*.ts', '*.tsx'] }),
}
