/** Examples of registrations that may be of the same person. */
export function pairExamples(registration: { id: string }) {
  const other = { ...registration, id: '01942f3e-7c00-7000-8000-000000000002', email: 'ada@home.example.org' }
  const pair = {
    id: '01942f3e-7c00-7000-8000-000000000003',
    inCommon: ['name', 'phone'],
    registrations: [registration, other],
    attempt: null,
    differs: ['email'],
  }
  return { Pair: pair, PairList: { pairs: [pair], nextCursor: null }, PairKeepInput: { registration: registration.id } }
}
