import type { Config } from '#server/config.ts'
import type { Messenger } from './message-port.ts'
import { outbox } from './outbox.ts'
import { smsGateway } from './sms-gateway.ts'
import { smtpMail } from './smtp-mail.ts'

/** What is set up; in the demo what is missing is simulated. */
export function messengerOf(config: Pick<Config, 'mail' | 'sms' | 'dataDir'>, demo: boolean): Messenger {
  const simulated = demo ? outbox(config.dataDir) : { mail: null, sms: null }
  return {
    mail: config.mail ? smtpMail(config.mail.url, config.mail.from) : simulated.mail,
    sms: config.sms ? smsGateway(config.sms.url, config.sms.token) : simulated.sms,
  }
}
