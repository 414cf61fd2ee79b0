import type { Language, Training, TrainingInput } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import { jsonLd } from '../../../core/trainings/json-ld.ts'
import type { Html, Page } from '../../../platform/html/layout.ts'
import { say } from '../../../words/index.ts'
import { imageSize } from '../pictures/image-text.ts'
import { imageTag, imageTextOf } from '../pictures/training-image.ts'

interface Headed {
  training: Training
  input: TrainingInput
  lang: Language
  /** The page's public URL, without a partner. */
  canonical: string
  languages: NonNullable<Page['languages']>
}

const locales: Record<Language, string> = { en: 'en_US', es: 'es_US' }

/** Returns what search engines and shared links read of a training. */
export function headOf({ training, input, lang, canonical, languages }: Headed): Html {
  const { title, summary, when, organizer } = training
  const others = languages.filter((one) => one.lang !== lang)
  const picture = imageTextOf(training, input, lang)
  const properties = [
    ['type', 'website'],
    ['site_name', organizer?.name ?? say(lang, 'page.list')],
    ['title', title],
    ['description', [when.text, summary].filter(Boolean).join('. ')],
    ['url', canonical],
    ['locale', locales[lang]],
    ...others.map((one) => ['locale:alternate', locales[one.lang]]),
    ['image', `${canonical}/image.png?lang=${lang}&v=${imageTag(picture)}`],
    ['image:type', 'image/png'],
    ['image:width', imageSize.width],
    ['image:height', imageSize.height],
    ['image:alt', [picture.notice?.text, title, ...picture.when, picture.place].filter(Boolean).join('. ')],
  ]
  return html`<meta name="description" content="${summary ?? when.text}">
<link rel="canonical" href="${canonical}">
${languages.length > 1 ? languages.map((one) => html`<link rel="alternate" hreflang="${one.lang}" href="${canonical}?lang=${one.lang}">`) : ''}
${properties.map(([name, content]) => html`<meta property="og:${name}" content="${content}">`)}
<meta name="twitter:card" content="summary_large_image">
<script type="application/ld+json">${raw(jsonLd(training, input, { url: canonical, lang }))}</script>`
}
