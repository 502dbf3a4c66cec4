import '#client/ui/desk.css'
import '#client/citizen/citizen.css'
import './terminal.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { sitAs } from '#client/link/tickets.ts'
import { createTerminalTexts } from '#client/text/terminal-texts.ts'
import { stayHere } from './stay-here.ts'
import TerminalPage from './TerminalPage.vue'

sitAs('seat')
stayHere()
createApp(TerminalPage).use(createPinia()).use(createTerminalTexts()).mount('#app')
