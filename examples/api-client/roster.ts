// Prints who has a seat in a training, by agency:
// SERVER=https://signup.example.org TOKEN=… node roster.ts first-responders
import { createClient, eachPage } from '@training-signup/client'

const { SERVER: server = 'http://localhost:8787', TOKEN: token = '' } = process.env
const [training = 'first-responders'] = process.argv.slice(2)

const client = createClient({ server, token })
const pages = eachPage((cursor) =>
  client.GET('/api/v1/admin/registrations', {
    params: { query: { training, status: 'confirmed', sort: 'name', limit: 200, ...cursor } },
  }),
)

const people: { agency: string; name: string; role: string; reference: string }[] = []
for await (const { registrations } of pages)
  for (const { agency, familyName, givenName, role, reference } of registrations)
    people.push({ agency: agency ?? '–', name: `${familyName}, ${givenName}`, role: role ?? '–', reference })

console.table(people.toSorted((one, other) => one.agency.localeCompare(other.agency)))
