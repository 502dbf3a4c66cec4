// Sets light or dark before anything is drawn; from then on `client/ui/theme.ts` keeps it.
function storedTheme() {
  try {
    return localStorage.getItem('lotse.theme')
  } catch {
    return null
  }
}
const theme = storedTheme()
const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.setAttribute('data-kern-theme', dark ? 'dark' : 'light')
