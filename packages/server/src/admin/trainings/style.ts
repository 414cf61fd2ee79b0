import { readAsset } from '../../pages/assets.ts'

/** What the pages of trainings look like, beyond every organizer's page. */
export const trainingStyle = readAsset('trainings.css', import.meta.url)
