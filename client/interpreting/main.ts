import '#client/ui/desk.css'
import '#client/citizen/citizen.css'
import '#client/join/join.css'
import { createApp } from 'vue'
import { sitAs } from '#client/link/tickets.ts'
import { createInterpretingTexts } from '#client/text/interpreting-texts.ts'
import InterpretingPage from './InterpretingPage.vue'

sitAs('seat')
createApp(InterpretingPage).use(createInterpretingTexts()).mount('#app')
