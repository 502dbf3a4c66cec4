import type { MatterWords } from '../matter-words.ts'

/** Translated by a machine. */
export const tr: MatterWords = {
  states: {
    accepted: 'alındı',
    checking: 'inceleniyor',
    question: 'size soru var',
    decided: 'karar verildi',
    done: 'tamamlandı',
    closed: 'kapatıldı',
  },
  steps: {
    collect: 'Talebiniz alındı. Bilgiler henüz tamamlanıyor.',
    check: 'Bilgiler ön kontrolden geçti. Sırada onay var.',
    sign: 'Her şey onaylandı. Sırada imzanız var.',
    pay: 'Sırada ücretin ödenmesi var.',
    handover: 'Her şey tamam. Yetkili kuruma iletiyoruz.',
    waiting: 'Kurum her şeyi aldı ve inceliyor. Bir şey yapmanıza gerek yok.',
    question: 'Kurumun size bir sorusu var. Lütfen vatandaş bürosuna başvurun.',
    bring: 'Sizden hâlâ bir şey eksik. Lütfen getirin ya da arayın.',
    callback: 'Bir uzman geri arayacak. Sonra devam edilecek.',
    notice: 'Kurum karar verdi. Size bildirilecek.',
    rejected: 'Kurum reddetti. Kararda gerekçeler ve ne yapabileceğiniz yazıyor.',
    nothing: 'Her şey tamamlandı.',
    closed: 'Bu artık işlenmiyor.',
  },
  weekdays: ['Pazartesi', 'Salı', 'Çarşamba', 'Perşembe', 'Cuma', 'Cumartesi', 'Pazar'],
  locale: 'tr-TR',
}
