import { tr as matter } from '#shared/text/matter/tr.ts'
import { languages, machineGerman } from '#shared/text/languages.ts'
import type { SlipWords } from '../slip-words.ts'

/** Translated by a machine, and says so. */
export const tr: SlipWords = {
  title: 'Takip kâğıdı (Laufzettel)',
  intro: `Bugün sizin için bunları yaptık ve bundan sonra böyle devam edecek. Lütfen bu kâğıdı saklayın. ${languages.tr.machine} ${machineGerman}`,
  made: 'Tarih',
  number: 'İşlem',
  state: 'Durum',
  next: 'Bundan sonra',
  authority: 'Yetkili',
  paid: 'Ödenen',
  paidTo: (amount, payee) => `${amount}, alan: ${payee}`,
  bring: 'Sizden hâlâ eksik olanlar',
  bringUntil: (title, day) => `${title}: ${day} tarihine kadar`,
  note: 'Notlar ve randevular',
  ask: 'Sorunuz mu var?',
  phone: 'Telefon',
  hours: 'Açık',
  askHint: 'Lütfen işlem numarasını söyleyin.',
  code: 'Durumu internette görün',
  codeAlt: 'Durum sayfasının QR kodu',
  codeLines: (address, until) => [
    `${address} sayfasını açıp kodu girin ya da QR kodunu telefonla okutun.`,
    `Kod ${until} tarihine kadar geçerlidir. Kodu bilen durumu görür, adı görmez. Yalnızca istediğiniz kişiye verin.`,
  ],
  ...matter,
}
