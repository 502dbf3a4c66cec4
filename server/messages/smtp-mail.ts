import { createTransport } from 'nodemailer'
import type { Mail, Way } from './message-port.ts'

/** No longer than a person waits before a dialog, in milliseconds. */
const patienceMs = 10_000

/** Mail by the office's server (SMTP, RFC 5321). @param url `smtp://user:password@host:587` or `smtps://…` */
export function smtpMail(url: string, from: string): Way<Mail> {
  const transport = createTransport(url, { from })
  return {
    simulated: false,
    async send({ to, subject, text, attachments }) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('the mail server did not answer')), patienceMs)
      })
      const files = attachments.map(({ name, type, content }) => ({
        filename: name,
        contentType: type,
        content,
      }))
      try {
        await Promise.race([transport.sendMail({ to, subject, text, attachments: files }), late])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
