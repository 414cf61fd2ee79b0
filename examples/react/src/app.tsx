import type { TrainingSignupProps } from '@training-signup/widget/react'
import { useEffect, useState } from 'react'

const host = 'http://127.0.0.1:8787'
const partner = 'we-the-people'

interface Training {
  slug: string
  title: string
  when: { text: string }
  notice: { title: string }
}

/** The trainings as the server has them now, and a way to look again. */
function useTrainings() {
  const [trainings, setTrainings] = useState<Training[]>([])
  const [looks, setLooks] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    fetch(`${host}/api/v1/trainings?partner=${partner}&lang=en`, { signal: leaving.signal })
      .then((response) => response.json())
      .then((answer) => setTrainings(answer.trainings))
      // A page that was left needs no answer; without one, what is shown stays.
      .catch(() => {})
    return () => leaving.abort()
  }, [looks])
  return { trainings, lookAgain: () => setLooks((count) => count + 1) }
}

type OnRegistered = NonNullable<TrainingSignupProps['ontraining-signup-registered']>

interface SectionProps {
  training: Training
  onRegistered: OnRegistered
}

function TrainingSection({ training: { slug, title, when, notice }, onRegistered }: SectionProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <section>
      <h2>{title}</h2>
      <p>
        {when.text}. {notice.title}.
      </p>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Close the form' : 'Register'}
      </button>
      {isOpen && (
        <training-signup api={host} training={slug} partner={partner} ontraining-signup-registered={onRegistered}>
          <a href={`${host}/t/${slug}?p=${partner}`}>Register for the free training</a>
        </training-signup>
      )}
    </section>
  )
}

export function App() {
  const { trainings, lookAgain } = useTrainings()
  const [news, setNews] = useState('')

  // The event says what happened, never who did it.
  const thank: OnRegistered = ({ status }) => {
    setNews(status === 'waitlisted' ? 'Seats often open up, so keep the day free.' : 'Thanks for registering.')
    lookAgain()
  }

  return (
    <main>
      <h1>Trainings</h1>
      <p>
        <button type="button" onClick={lookAgain}>
          Check for open seats again
        </button>
      </p>
      <p role="status">{news}</p>
      {trainings.map((training) => (
        <TrainingSection key={training.slug} training={training} onRegistered={thank} />
      ))}
    </main>
  )
}
