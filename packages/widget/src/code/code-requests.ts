import type { CodeInput, CodeRequest, CodeSent } from '@training-signup/contract'
import type { Unverified } from './unverified.ts'

/** The requests about a sign-up that waits for its code. */
export function createCodeRequests({ server, training, result: { reference, verification } }: Unverified) {
  const secret = verification?.secret ?? ''
  const message = (sent: CodeInput | CodeRequest, path = '') => ({
    training,
    path: `/${encodeURIComponent(reference)}/verification${path}`,
    body: JSON.stringify(sent),
  })
  return {
    verify: (code: string) => server.register(message({ secret, code })),
    sendCode: () => server.post<CodeSent>(message({ secret }, '/code'), Boolean),
  }
}
