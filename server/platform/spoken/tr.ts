import type { SpokenSentences } from './reasons.ts'

/** Turkish, translated by a machine: `languages` says so on the page until somebody has reviewed it. */
export const tr: SpokenSentences = {
  E_SCHEMA: 'Bu okunamadı. Lütfen yazdıklarınızı kontrol edip yeniden deneyin.',
  E_FORBIDDEN: 'Bu burada mümkün değil. Lütfen masada sorun ya da büronuzu arayın.',
  E_NOT_FOUND: 'Bu yok ya da artık yok. Lütfen sayfayı yenileyin.',
  E_NOT_ADMITTED: 'Henüz içeri alınmadınız. Lütfen kodunuzu yeniden girin ya da yeni bir kod isteyin.',
  E_STATE: 'Bu şu anda mümkün değil. Lütfen sayfaya yeniden bakın ya da masada sorun.',
  E_STALE_REV: 'Bu arada bir şey değişti. Lütfen bakıp yeniden deneyin.',
  E_STALE_DOCUMENT: 'Bilgileriniz bu arada değişti. Lütfen bakıp yeniden deneyin.',
  E_ID_REUSED: 'Bu daha önce başka bir içerikle gönderildi. Lütfen sayfayı yenileyip yeniden deneyin.',
  E_RATE: 'Bir defada çok fazla oldu. Lütfen biraz bekleyip yeniden deneyin.',
  E_STORE: 'Bu şu anda kaydedilemedi. Lütfen birazdan yeniden deneyin.',
  E_DRAINING: 'Sunucu yeniden başlatılıyor. Lütfen birazdan yeniden deneyin.',
  E_VERSION: 'Bu sayfa sunucudan daha eski. Lütfen sayfayı yenileyin.',

  malformed: 'Bir şey eksikti ya da uymadı. Lütfen sayfayı yenileyip yeniden deneyin.',
  'unknown-command': 'Sunucu bunu bilmiyor. Lütfen sayfayı yenileyin.',
  'role-may-not': 'Bu burada mümkün değil. Lütfen masada sorun ya da büronuzu arayın.',
  'id-reused': 'Bu daha önce başka bir içerikle gönderildi. Lütfen sayfayı yenileyip yeniden deneyin.',
  'too-many': 'Bir defada çok fazla oldu. Lütfen biraz bekleyip yeniden deneyin.',
  fault: 'Olmadı, sunucu bir hata bildiriyor. Yazdıklarınız kaybolmadı. Lütfen birazdan yeniden deneyin.',
  'too-large': 'Bu bir defada çok fazla. Lütfen daha azını gönderin.',
  'not-signed-in':
    'Burada artık kayıtlı değilsiniz. Lütfen kodunuzu yeniden girin ya da yeni bir kod isteyin.',
  'code-tries': 'Çok fazla yanlış kod girildi. Lütfen {minutes} dakika sonra yeniden deneyin.',
  'too-many-codes': 'Çok fazla yanlış kod girildi. Lütfen {minutes} dakika sonra yeniden deneyin.',
  draining: 'Sunucu yeniden başlatılıyor. Lütfen birazdan yeniden deneyin.',
  'store-full': 'Şu anda hiçbir şey kaydedilemiyor, sunucu dolu. Lütfen masaya ya da büronuza haber verin.',
  'store-away': 'Bu şu anda kaydedilemiyor. Yazdıklarınız kaybolmadı. Lütfen birazdan yeniden deneyin.',
  'store-slow':
    'Kaydetmek şu anda çok uzun sürüyor. Yazdıklarınız kaybolmadı. Lütfen birazdan yeniden deneyin.',

  'case-unknown':
    'Bu işlem burada gösterilmiyor ya da artık gösterilmiyor. Lütfen masada sorun ya da büronuzu arayın.',
  'case-closed': 'İşlem kapandı ve artık değiştirilemez.',
  'changed-meanwhile':
    'Bu arada bir şey değişti. Şimdi yeni durumu görüyorsunuz; lütfen bakıp yeniden deneyin.',
  'content-changed': 'Bu arada bir şey değişti. Lütfen yeni duruma bakın ve sonra yeniden karar verin.',
  'service-unknown': '“{service}” hizmeti burada yok. Lütfen yeniden arayın.',
  'service-not-allowed': '“{service}” burada mümkün değil. Lütfen başka bir şey seçin ya da gişede sorun.',
  'service-step': 'Bu adım şu anda mümkün değil. Lütfen sayfaya yeniden bakın ya da masada sorun.',
  'service-cancelled': '“{service}” işleminizden çıkarıldı. Lütfen masada sorun.',
  'service-not-in-case': 'Bu hizmet işleminize ait değil. Lütfen başka birini seçin.',
  'consent-not-given': 'Buna izin vermediniz, bu yüzden geri alınacak bir şey yok.',

  'no-talk-now': 'Şu anda kabul ettiğiniz görüntülü veya sesli bir görüşme yok.',
  'not-confidential-now': 'Görüşmede bir uzman olunca ve sesi kabul edince gizli konuşabilirsiniz.',
  'consultation-unknown': 'Bu görüşme yok ya da artık yok. Lütfen yeniden sorun.',
  'consultation-running':
    'Bunun için zaten bir uzmana soruluyor. Lütfen orada devam edin ya da önce onu bitirin.',
  'consultation-state': 'Bu, görüşmede şu anda mümkün değil. Lütfen sayfaya yeniden bakın.',
  'consultation-over': 'Uzmanla görüşme zaten bitti.',
  'not-exhausted': 'Hâlâ bir uzman arıyoruz. Lütfen biraz bekleyin.',
  'slot-taken': 'Bu saati başkası aldı. Lütfen başka bir saat seçin.',
  'table-full': 'Bu görüşmede zaten altı kişi var. Lütfen biri ayrılana kadar bekleyin.',
  'no-unit': '“{service}” için bir uzman katılamıyor. Lütfen şuraya başvurun: {authority}.',
  'unit-not-here': '“{unit}” bölgenizden sorumlu değil. Lütfen masada sorun.',

  'sealed-field': 'Bu alan formda yok. Lütfen sayfayı yenileyin.',
  'sealed-implausible': 'Bu numara doğru olamaz. Lütfen kartınızla karşılaştırıp yeniden girin.',
  'block-unknown': 'Bu bölüm formda yok. Lütfen sayfayı yenileyin.',
  'evidence-unknown': 'Bu belge yok ya da artık yok.',
  'evidence-service': 'Bu hizmet artık işleminizde değil. Lütfen yeniden seçin.',
  'evidence-full':
    'İşleminizde zaten 100 dosya var, daha fazlası sığmaz. Lütfen birkaç sayfayı bir PDF içinde birleştirin.',
  'file-missing': 'Hiçbir dosya ulaşmadı. Lütfen bir dosya seçip yeniden deneyin.',
  'file-fields': 'Dosya bilgileri eksik ya da çok uzun. Lütfen kontrol edip yeniden deneyin.',
  'file-too-large':
    'Dosya 20 MB’tan büyük. Lütfen daha küçük bir fotoğraf çekin ya da birkaç dosya gönderin.',
  'file-empty': 'Dosya boş. Lütfen başka bir dosya seçin.',
  'file-type':
    'Yalnızca PDF ve resimler (JPEG, PNG, WebP) olur. Lütfen belgeyi bu biçimlerden biriyle gönderin.',
  'file-virus':
    'Dosyada virüs var ve kaydedilmedi. Lütfen dosyayı açmayın ve belgeyi fotoğraf olarak gönderin.',
  'scan-down':
    'Dosyalar şu anda virüse karşı kontrol edilemiyor, bu yüzden dosya kaydedilmedi. Lütfen birkaç dakika sonra yeniden deneyin.',
  'file-polyglot':
    'Dosya eksik ya da içinde başka bir şey daha var. Lütfen belgenin fotoğrafını çekin ya da yeniden PDF olarak kaydedin.',
  'file-pixels': 'Resim çok büyük (80 milyon pikselden fazla). Lütfen daha küçük bir fotoğraf çekin.',
  'file-broken': 'Resim bozuk ve gösterilemiyor. Lütfen yeniden çekin.',
  'phone-identity': 'Kimlik ve pasaport gönderilmez, aslı gösterilir. Lütfen aslını getirin.',
  'phone-unknown':
    'Bu kod geçerli değil ya da artık geçerli değil. Lütfen vatandaş büronuzdan yeni bir kod isteyin.',

  'signature-unknown': 'Bu belge işleminize ait değil. Lütfen sayfayı yenileyin.',
  'signature-not-now': 'Bilgileriniz kontrol edilince imzalayabilirsiniz. Lütfen biraz bekleyin.',
  'signature-given': '“{title}” zaten imzalandı.',
  'signature-not-asked': 'Bu belge şu anda ekranınızda değil. Lütfen masada sorun.',
  'signature-at-desk': 'Başkası adına ya da kendiniz yazmadan imzalamak masada yapılır. Lütfen söyleyin.',
  'signature-too-small': 'Bu henüz bir imza değil. Lütfen imzanızı alana yeniden atın.',

  'screen-shows-nothing': 'Ekranınız şu anda bir işlem göstermiyor. Lütfen masada sorun.',
  'way-not-now': 'Şu anda bu konuda karar verilecek bir şey yok. Lütfen masada sorun.',
  'look-over': 'Bu görüntü artık gösterilmiyor. Lütfen masada sorun.',
  'pairing-code':
    'Bu kod geçerli değil ya da artık geçerli değil. Lütfen masadan yeni bir kod isteyip buraya girin.',
  'invitation-code': 'Bu kod geçerli değil ya da artık geçerli değil. Lütfen büroyu arayıp yenisini isteyin.',
  'interpreter-code':
    'Bu kod geçerli değil ya da artık geçerli değil. Lütfen büroyu arayıp yeni bir bağlantı isteyin.',
  'wish-empty': 'Lütfen gün ve saat seçin ya da ne zaman uygun olduğunu yazın.',
  'wish-past': 'Bu zaman geçti. Lütfen daha geç bir zaman seçin.',
  'no-guest': 'Bu yalnızca evden bir davetle mümkündür.',
  'guest-gone': 'Görüşme bitti. Lütfen büroyu arayın.',

  'terminal-busy': 'Bu terminalde zaten bir şeye başlandı. Lütfen önce “Bitir ve her şeyi sil” seçin.',
  'terminal-wiping': 'Terminal son ziyaretin bilgilerini siliyor. Lütfen biraz bekleyin.',
  'help-unknown': 'Artık kimseye yardım için sorulmuyor. Lütfen yeniden “Yardım çağır” seçin.',
  'help-nobody-there': 'Şu anda konuşacak kimse yok. Lütfen yazın ya da yeniden “Yardım çağır” seçin.',
  'help-still-asked': 'Hâlâ soruluyor. Lütfen biraz bekleyin.',
  'help-phone': 'Bu telefon numarası doğru olamaz. Lütfen numaranın tamamını alan koduyla girin.',
  'slip-unknown':
    'Bu kod için bir durum bulunamadı. Lütfen takip kâğıdınızdaki sekiz karakteri kontrol edin.',
  'slip-none': 'Bu işlem için kod verilmedi.',
  'barrier-often':
    'Bağlantınızdan az önce çok sayıda bildirim geldi. Lütfen {minutes} dakika sonra yeniden deneyin.',
  'barrier-full': 'Şu anda çok sayıda bildirim bekliyor. Lütfen vatandaş büronuzu arayın.',
}
