/// <reference types="vite/client" />
import '#client/ui/desk.css'
import './looks.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createTexts } from '#client/text/texts.ts'
import { useShortcutList } from '#client/ui/shortcuts.ts'
import { LooksPage } from './looks-page.ts'

const app = createApp(LooksPage)
app.use(createPinia()).use(createTexts())
const shortcuts = useShortcutList()
document.addEventListener('keydown', (event) => shortcuts.press(event))
app.mount('#app')
