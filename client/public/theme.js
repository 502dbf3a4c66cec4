// Sets light or dark before anything is drawn; from then on `client/ui/theme.ts` keeps it.
;(function () {
  var choice = null
  try {
    choice = localStorage.getItem('lotse.theme')
  } catch (error) {
    choice = null
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-kern-theme', dark ? 'dark' : 'light')
})()
