import { sayLanguage } from '#client/text/page-language.ts'
import { lightTold, type LightTold } from '#client/light/light-answer.ts'

/** Sends one paper; `sent` hears the share from 0 to 1. */
export function sendPaper(
  code: string,
  file: File,
  sent: (share: number) => void,
): Promise<LightTold<unknown>> {
  const form = new FormData()
  form.set('file', file)
  return new Promise((resolve) => {
    // fetch tells nothing of the progress of what is sent.
    const request = new XMLHttpRequest()
    request.open('POST', '/api/phone/files')
    request.setRequestHeader('x-phone-code', code)
    sayLanguage(request)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => sent(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () =>
      resolve(lightTold(request.status, request.response, request.getResponseHeader('retry-after'))),
    )
    for (const lost of ['error', 'abort', 'timeout'] as const)
      request.addEventListener(lost, () => resolve({ kind: 'away' }))
    request.send(form)
  })
}
