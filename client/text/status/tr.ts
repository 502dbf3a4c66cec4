import { tr as matter } from '#shared/text/matter/tr.ts'
import type { StatusTexts } from './status-texts.ts'

/** Translated by a machine. */
export const tr: StatusTexts = {
  title: 'İşleminizin durumu',
  intro: 'Takip kâğıdınızdaki kodu girin. Hesap gerekmez.',
  code: 'Kod',
  hint: 'Sekiz karakter, örneğin 7KXM-Q4RT. Büyük veya küçük harf fark etmez.',
  show: 'Durumu göster',
  loading: 'Bir saniye …',
  typo: 'Kod bu şekilde doğru değil. Lütfen kâğıdınızdaki sekiz karakteri kontrol edin.',
  unknown:
    'Bu kod için bir durum bulunamadı. Süresi dolmuş olabilir. Lütfen karakterleri kontrol edin ya da vatandaş bürosuna sorun.',
  tries: 'Çok fazla yanlış kod girildi. Lütfen {minutes} dakika sonra yeniden deneyin.',
  away: 'Sayfaya şu anda ulaşılamıyor. Lütfen daha sonra yeniden deneyin.',
  at: 'Durum: {at}',
  next: 'Bundan sonra',
  missing: 'Sizden hâlâ {n} belge eksik, ilki {until} tarihine kadar. Hangileri olduğu kâğıdınızda yazıyor.',
  missingOne: 'Sizden hâlâ bir belge eksik, {until} tarihine kadar. Hangisi olduğu kâğıdınızda yazıyor.',
  responsible: 'Yetkili: {name}',
  ask: 'Sorunuz mu var?',
  phone: 'Telefon',
  hours: 'Açık',
  other: 'Başka kod gir',
  privacy: 'Bu sayfada ad ve adres yer almaz. Çerez kullanılmaz.',
  language: 'Dil',
  ...matter,
}
